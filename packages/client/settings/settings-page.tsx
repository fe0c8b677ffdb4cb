import "./settings.css"
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react"
import { inLanguage } from "../phrases.ts"
import type { SettingsOpened } from "@giliran/contract/machine-settings"
import type { Machine } from "./machine.ts"
import { PinPage } from "./pin-page.tsx"
import { SettingsForm } from "./settings-form.tsx"
import { settingsPhrases } from "./settings-phrases.ts"

const idleMs = 60_000

/** Over the whole screen: first the PIN, then the machine's settings. Nobody touches for a minute: it is over. */
export const SettingsPage = ({ machine, leave }: { machine: Machine; leave: () => void }): ReactNode => {
  const t = inLanguage(settingsPhrases, machine.language())
  const dialog = useRef<HTMLDialogElement>(null)
  const [opened, setOpened] = useState<SettingsOpened | null>(null)
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal()
  }, [])
  useIdleEnd(leave)
  return (
    <dialog
      className="machine"
      ref={dialog}
      aria-labelledby="machine-title"
      onClose={leave}
      onKeyDown={goByArrows}
    >
      <h1 className="machine__title" id="machine-title">
        {t.title}
      </h1>
      {opened === null ? (
        <PinPage machine={machine} open={setOpened} leave={leave} />
      ) : (
        <SettingsForm machine={machine} opened={opened} leave={leave} />
      )}
    </dialog>
  )
}

const useIdleEnd = (leave: () => void): void => {
  useEffect(() => {
    let timer = setTimeout(leave, idleMs)
    const touched = () => {
      clearTimeout(timer)
      timer = setTimeout(leave, idleMs)
    }
    const signs = ["touchstart", "mousedown", "mousemove", "keydown"]
    for (const sign of signs) addEventListener(sign, touched, { capture: true })
    return () => {
      clearTimeout(timer)
      for (const sign of signs) removeEventListener(sign, touched, { capture: true })
    }
  }, [leave])
}

const ways: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

/** A remote control has arrows and OK, and no Tab. Here alone: the screen below hears nothing of it. */
const goByArrows = (event: KeyboardEvent<HTMLDialogElement>): void => {
  const way = ways[event.key]
  event.stopPropagation()
  if (way === undefined) return
  event.preventDefault()
  const controls = Array.from(event.currentTarget.querySelectorAll<HTMLButtonElement>("button:enabled"))
  const at = controls.indexOf(document.activeElement as HTMLButtonElement)
  controls[(at + way + controls.length) % controls.length]?.focus()
}
