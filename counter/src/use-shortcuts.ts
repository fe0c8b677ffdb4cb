import { useEffect, useRef } from "react"
import { useStore } from "zustand"
import { deskSettings } from "@giliran/client/desk-settings"
import { commandOfKey, type DeskCommand } from "./shortcuts.ts"

/**
 * A second press within this time is the same finger: after "call next" the same key means "serve", and nobody
 * serves a customer a blink after calling.
 */
const SAME_FINGER_MS = 350

export function useShortcuts(run: (command: DeskCommand) => void): void {
  const { hasShortcuts } = useStore(deskSettings)
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    let pressedAt = 0
    const press = (event: KeyboardEvent) => {
      const command = commandOfKey(
        {
          key: event.key,
          isRepeat: event.repeat,
          hasModifier: event.ctrlKey || event.altKey || event.metaKey,
          isTyping: isTyping(event),
        },
        hasShortcuts,
      )
      if (!command) return
      event.preventDefault()
      if (event.timeStamp - pressedAt < SAME_FINGER_MS) return
      pressedAt = event.timeStamp
      latest.current(command)
    }
    addEventListener("keydown", press)
    return () => removeEventListener("keydown", press)
  }, [hasShortcuts])
}

/** A field or an open sheet has the keys. So has a button reached by Tab, for Space: that presses it. */
function isTyping(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null
  if (document.querySelector("dialog[open]")) return true
  if (target?.closest("input, textarea, select, [contenteditable]")) return true
  return (
    event.key === " " &&
    target?.matches("button:focus-visible, a:focus-visible, summary:focus-visible") === true
  )
}
