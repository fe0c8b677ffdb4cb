import { moment } from "@giliran/client/intl-formatters"
import { inLanguage, phraseBook, type ScreenLanguage } from "@giliran/client/phrases"
import { localeOf } from "@giliran/client/spoken-languages"
import { clockTime } from "@giliran/client/times"
import { moments as en } from "@giliran/languages/en"
import { moments as id } from "@giliran/languages/id"

const momentPhrases = phraseBook("moments", { id, en })

/** How long ago, as people say it; past an hour by the branch's own clock. */
export function momentWords(at: number, now: number, zone: string, language: ScreenLanguage): string {
  const t = inLanguage(momentPhrases, language)
  const minutes = Math.floor((now - at) / 60_000)
  if (minutes < 1) return t.justNow
  if (minutes < 60) return t.minutesAgo({ minutes })
  if (dateIn(at, zone) === dateIn(now, zone)) return t.todayAt({ time: clockTime(at, zone, language) })
  return dayAndTime(at, zone, language)
}

/** `24 Nov 2026 pukul 10.25` */
export function dayAndTime(at: number, zone: string, language: ScreenLanguage): string {
  return inLanguage(momentPhrases, language).dayAtTime({
    day: shortDay(at, zone, language),
    time: clockTime(at, zone, language),
  })
}

/** `24 Nov 2026` */
function shortDay(at: number, zone: string, language: ScreenLanguage): string {
  return moment(localeOf(language), zone, { day: "numeric", month: "short", year: "numeric" }, at)
}

/** `10.25.03`: to the second, for who asks which came first. */
export function secondOf(at: number, zone: string, language: ScreenLanguage): string {
  const parts = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const
  return moment(localeOf(language), zone, parts, at)
}

/** The date there, `2026-11-24`. */
export function dateIn(at: number, zone: string): string {
  return moment("en-CA", zone, { year: "numeric", month: "2-digit", day: "2-digit" }, at)
}

/** When that date begins there. Where midnight is skipped by summer time, the first moment after it. */
export function startOfDate(date: string, zone: string): number {
  const wanted = Date.parse(`${date}T00:00:00Z`)
  // Zones are at most 14 hours from Greenwich.
  let low = wanted - 15 * 3_600_000
  let high = wanted + 15 * 3_600_000
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (dateIn(middle, zone) < date) low = middle
    else high = middle
  }
  return high
}

/** The date after. */
export function nextDate(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
