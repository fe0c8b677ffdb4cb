import { clockTime } from "@giliran/client/times"
import type { ScreenLanguage } from "@giliran/client/phrases"

/** How long ago, as people say it; past an hour by the branch's own clock. */
export function momentWords(at: number, now: number, zone: string, language: ScreenLanguage): string {
  const minutes = Math.floor((now - at) / 60_000)
  if (minutes < 1) return language === "id" ? "baru saja" : "just now"
  if (minutes < 60) return language === "id" ? `${minutes} menit lalu` : `${minutes} min ago`
  const time = clockTime(at, zone, language)
  if (dateIn(at, zone) === dateIn(now, zone))
    return language === "id" ? `hari ini pukul ${time}` : `today at ${time}`
  return dayAndTime(at, zone, language)
}

/** `24 Nov 2026 pukul 10.25` */
export function dayAndTime(at: number, zone: string, language: ScreenLanguage): string {
  const words = `${shortDay(at, zone, language)} ${language === "id" ? "pukul" : "at"}`
  return `${words} ${clockTime(at, zone, language)}`
}

/** `24 Nov 2026` */
function shortDay(at: number, zone: string, language: ScreenLanguage): string {
  return new Intl.DateTimeFormat(language === "id" ? "id-ID" : "en-GB", {
    timeZone: zone,
    day: "numeric",
    month: "short",
    year: "numeric",
  }).format(at)
}

/** `10.25.03`: to the second, for who asks which came first. */
export function secondOf(at: number, zone: string, language: ScreenLanguage): string {
  const seconds = String(Math.floor(at / 1000) % 60).padStart(2, "0")
  return `${clockTime(at, zone, language)}${language === "id" ? "." : ":"}${seconds}`
}

/** The date there, `2026-11-24`. */
export function dateIn(at: number, zone: string): string {
  return new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(at)
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
