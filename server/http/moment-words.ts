import type { Instant } from "@giliran/contract/basics"
import type { SpokenLanguage } from "./caller-language.ts"

/** From when on, as a person at the branch would say it: "besok mulai 08.00", "on Monday 24 August from 08:00". */
export function sayFrom(moment: Instant, now: Instant, zone: string, language: SpokenLanguage): string {
  const time = timeOf(moment, zone, language)
  const daysAhead = Math.round((dateNumber(moment, zone) - dateNumber(now, zone)) / 86_400_000)
  const from = language === "id" ? `mulai ${time}` : `from ${time}`
  if (daysAhead === 0) return from
  if (daysAhead === 1) return language === "id" ? `besok ${from}` : `tomorrow ${from}`
  const date = new Intl.DateTimeFormat(language === "id" ? "id-ID" : "en-GB", {
    timeZone: zone,
    weekday: "long",
    day: "numeric",
    month: "long",
  }).format(moment)
  return language === "id" ? `${date} ${from}` : `on ${date} ${from}`
}

function timeOf(moment: Instant, zone: string, language: SpokenLanguage): string {
  const time = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
  }).format(moment)
  return language === "id" ? time.replace(":", ".") : time
}

/** The local date as a number that differs by one day from the next date's. */
function dateNumber(moment: Instant, zone: string): number {
  return Date.parse(new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(moment))
}
