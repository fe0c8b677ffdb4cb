import { pinLength } from "@giliran/contract/written-forms"
import type { OpenSettingsBody, SettingsDoor, SettingsOpened } from "@giliran/contract/machine-settings"
import { type ReactNode, useEffect, useState } from "react"
import { inLanguage } from "../phrases.ts"
import type { Machine } from "./machine.ts"
import { settingsPhrases } from "./settings-phrases.ts"

const digits = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const

type Door =
  /** Whether there is a PIN at all. Whoever knows it need not wait for the answer. */
  | { readonly status: "asking" }
  | { readonly status: "checking" }
  | { readonly status: "ready"; readonly told: string | null }
  /** The branch has none, or the server is away: what to do about it. */
  | { readonly status: "shut"; readonly told: string }

/** Six digits, on large keys or typed. What is typed is never shown. */
export const PinPage = ({
  machine,
  open,
  leave,
}: {
  machine: Machine
  open: (opened: SettingsOpened) => void
  leave: () => void
}): ReactNode => {
  const t = inLanguage(settingsPhrases, machine.language())
  const [door, setDoor] = useState<Door>({ status: "asking" })
  const [typed, setTyped] = useState("")
  const path = `/v1/branches/${machine.branch() ?? ""}/machine-settings`

  useEffect(() => {
    void look()
    async function look(): Promise<void> {
      const sent = await machine.ask()?.<SettingsDoor>("GET", path)
      const why = sent === undefined ? t.notPaired : sent.ok ? t.pinNotSet : sent.problem.detail
      const isPinSet = sent?.ok === true && sent.body.isPinSet
      const found: Door = isPinSet ? { status: "ready", told: null } : { status: "shut", told: why }
      setDoor((now) => (now.status === "asking" ? found : now))
    }
  }, [machine, path, t])

  const check = async (pin: string): Promise<void> => {
    setDoor({ status: "checking" })
    const body: OpenSettingsBody = { pin }
    const sent = await machine.ask()?.<SettingsOpened>("POST", `${path}/open`, body)
    setTyped("")
    if (sent?.ok === true) return open(sent.body)
    const { retryAfterSeconds, detail = t.notPaired } = sent?.problem ?? {}
    const minutes = Math.ceil((retryAfterSeconds ?? 0) / 60)
    setDoor({ status: "ready", told: minutes === 0 ? detail : t.pinWait({ minutes }) })
  }
  const type = (digit: string) => {
    if (door.status === "checking" || door.status === "shut") return
    const pin = (typed + digit).slice(0, pinLength)
    setTyped(pin)
    if (pin.length === pinLength) void check(pin)
  }
  useTypedDigits(type, () => setTyped(typed.slice(0, -1)))

  if (door.status === "shut")
    return (
      <div className="machine__door">
        <p className="machine__told" role="alert">
          {door.told}
        </p>
        <button className="machine__button" type="button" onClick={leave}>
          {t.leave}
        </button>
      </div>
    )
  return (
    <div className="machine__door">
      <p className="machine__line">{t.pinLine}</p>
      <output className="machine__pin" aria-label={t.pinTyped({ count: typed.length })}>
        {Array.from({ length: pinLength }, (_, place) => (
          <span key={place} data-typed={place < typed.length ? "" : undefined} />
        ))}
      </output>
      <p className="machine__told" role="alert">
        {door.status === "ready" ? door.told : ""}
      </p>
      <div className="machine__keys">
        {digits.map((digit) => (
          <button className="machine__button" key={digit} type="button" onClick={() => type(digit)}>
            {digit}
          </button>
        ))}
        <button className="machine__button" type="button" onClick={leave}>
          {t.leave}
        </button>
        <button className="machine__button" type="button" onClick={() => type("0")}>
          0
        </button>
        <button className="machine__button" type="button" onClick={() => setTyped(typed.slice(0, -1))}>
          {t.erase}
        </button>
      </div>
    </div>
  )
}

/** A keyboard, or the digits of a remote control. */
const useTypedDigits = (type: (digit: string) => void, erase: () => void): void => {
  useEffect(() => {
    const press = ({ key, repeat }: KeyboardEvent) => {
      if (repeat) return
      if (/^\d$/.test(key)) type(key)
      else if (key === "Backspace") erase()
    }
    addEventListener("keydown", press, { capture: true })
    return () => removeEventListener("keydown", press, { capture: true })
  })
}
