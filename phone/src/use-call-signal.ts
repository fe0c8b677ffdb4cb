import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { TicketView } from "@giliran/contract/ticket-view"
import { useEffect } from "react"
import { keepScreenAwake, signalCall } from "./call-signal.ts"
import { ticketPhrases } from "./phrases.ts"

/** Sounds and shakes at each call and recall, keeps the title telling, and the screen lit. */
export const useCallSignal = (view: TicketView, language: ScreenLanguage): void => {
  const { progress, number } = view
  const attempt = progress.status === "called" ? progress.attempt : 0
  useEffect(() => {
    if (attempt > 0) signalCall()
  }, [attempt])

  useEffect(() => {
    const keep = () => void keepScreenAwake()
    keep()
    document.addEventListener("visibilitychange", keep)
    return () => document.removeEventListener("visibilitychange", keep)
  }, [])

  const title = titleOf(progress, number, language)
  useEffect(() => {
    document.title = title
  }, [title])
}

const titleOf = (progress: TicketView["progress"], number: string, language: ScreenLanguage): string => {
  const t = inLanguage(ticketPhrases, language)
  if (progress.status === "called") return `${t.counter} ${progress.counterId} · ${number}`
  if (progress.status !== "waiting") return number
  return `${number} · ${progress.position === 1 ? t.youAreNext : t.peopleAhead({ count: progress.position - 1 })}`
}
