import { Button } from "@giliran/client/button.tsx"
import { Delete, Eraser } from "lucide-react"
import type { MouseEvent, ReactNode } from "react"
import { useStore } from "zustand"
import { usePhrases } from "./kiosk.ts"
import { eraseAll, eraseLast, prove, typeSign } from "./prove-priority.ts"
import { visitStore } from "./visit-store.ts"

const digits = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const

/** Ten large keys. The number is drawn, not put into a field: a browser remembers fields. */
export const ProofKeypad = ({ isChecking }: { isChecking: boolean }): ReactNode => {
  const { t } = usePhrases()
  const typed = useStore(visitStore, (visit) => visit.typed)
  return (
    <section className="proof">
      <div className="proof__number">
        <output className="proof__typed" aria-label={t.proofTitle} data-empty={typed === "" ? "" : undefined}>
          {isChecking ? t.checking : typed === "" ? t.proofEmpty : inGroups(typed)}
        </output>
        <p className="proof__kept">{t.proofKept}</p>
      </div>
      <fieldset className="proof__keys" aria-label={t.keypad}>
        {digits.map((digit) => (
          <Digit key={digit} digit={digit} isChecking={isChecking} />
        ))}
        <Button icon={Eraser} disabled={typed === ""} onClick={touching(eraseAll)}>
          {t.eraseAll}
        </Button>
        <Digit digit="0" isChecking={isChecking} />
        <Button icon={Delete} disabled={typed === ""} onClick={touching(eraseLast)}>
          {t.eraseLast}
        </Button>
      </fieldset>
      <Button
        className="proof__check"
        look="primary"
        disabled={typed.trim() === "" && !isChecking}
        aria-busy={isChecking}
        onClick={touching(() => void prove())}
      >
        {t.check}
      </Button>
    </section>
  )
}

const Digit = ({ digit, isChecking }: { digit: string; isChecking: boolean }): ReactNode => (
  <button
    className="button proof__digit"
    type="button"
    disabled={isChecking}
    onClick={touching(() => typeSign(digit))}
  >
    {digit}
  </button>
)

/** A touched key keeps no focus, so that Enter afterwards checks; a key reached by Tab keeps it. */
const touching = (act: () => void) => (event: MouseEvent<HTMLButtonElement>) => {
  if (event.detail > 0) event.currentTarget.blur()
  act()
}

/** As it stands on the card: digits in fours. What is not a number is shown as it was read. */
const inGroups = (typed: string): string =>
  /^\d+$/.test(typed) ? (typed.match(/\d{1,4}/g) ?? []).join(" ") : typed
