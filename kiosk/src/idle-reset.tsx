import { Button } from "@giliran/client/button.tsx"
import { CountdownRing } from "./countdown-ring.tsx"
import { type ReactNode, useEffect, useState } from "react"
import { useStore } from "zustand"
import { isHelpOpen, useHelp } from "./help.ts"
import { usePhrases } from "./kiosk.ts"
import { isUsual, settingsStore } from "./settings-store.ts"
import { isSaying } from "./speech/mouth.ts"
import { startOver, visitStore } from "./visit-store.ts"

const quietSeconds = 30
/** WCAG 2.2.1: at least twenty, and whatever is touched or pressed begins them anew. */
const countdownSeconds = 20

/** Nobody touches for a while: the kiosk says so, counts down, and is ready for the next customer. */
export const IdleReset = (): ReactNode => {
  const { t } = usePhrases()
  const isBegun = useStore(
    visitStore,
    ({ step, sheet }) => (step.at !== "home" && step.at !== "taken") || sheet !== null,
  )
  // Who waits for somebody need not touch the glass.
  const isWaiting = useStore(visitStore, ({ sheet }) => sheet?.says === "staff")
  const isCalled = isHelpOpen(useHelp())
  const isTaken = useStore(visitStore, ({ step }) => step.at === "taken")
  const isChanged = useStore(settingsStore, (settings) => !isUsual(settings))
  const secondsLeft = useSecondsToReset((isBegun || isChanged) && !isTaken && !(isWaiting && isCalled))
  if (secondsLeft === null || secondsLeft > countdownSeconds) return null
  return (
    <div className="idle-reset" role="alert">
      <CountdownRing seconds={secondsLeft} of={countdownSeconds} />
      <p className="idle-reset__words">
        <strong>{t.stillThere}</strong>{" "}
        <span aria-hidden="true">{t.startsAgainIn({ seconds: secondsLeft })}</span>
      </p>
      <Button look="primary">{t.stay}</Button>
    </div>
  )
}

/** Counts down from the last touch or key; null while there is nothing to reset. */
const useSecondsToReset = (isCounting: boolean): number | null => {
  const whole = quietSeconds + countdownSeconds
  const [left, setLeft] = useState(whole)
  useEffect(() => {
    if (!isCounting) return
    let until = performance.now() + whole * 1000
    const touched = () => {
      until = performance.now() + whole * 1000
      setLeft(whole)
    }
    const look = () => {
      // Who listens is there; what the countdown itself says is not a sign of anybody.
      if (isSaying() && until - performance.now() > countdownSeconds * 1000) touched()
      const seconds = Math.ceil((until - performance.now()) / 1000)
      if (seconds <= 0) startOver()
      setLeft(Math.max(0, seconds))
    }
    touched()
    const timer = setInterval(look, 250)
    addEventListener("pointerdown", touched)
    addEventListener("keydown", touched)
    return () => {
      clearInterval(timer)
      removeEventListener("pointerdown", touched)
      removeEventListener("keydown", touched)
    }
  }, [isCounting, whole])
  return isCounting ? left : null
}
