import type { WaitRange } from "@giliran/contract/basics"
import type { ScreenLanguage } from "./phrases.ts"

/** How screens say times: branch time, 24 hours, ranges and never a false exact minute. */

/** `10.25` in Indonesian, `10:25` in English, by the branch's own clock. */
export const clockTime = (at: number, zone: string, language: ScreenLanguage): string => {
  const { hour, minute } = partsOf(at, zone)
  return `${hour}${language === "id" ? "." : ":"}${minute}`
}

/** `Senin, 23 November` · `Monday, 23 November`. */
export const dayName = (at: number, zone: string, language: ScreenLanguage): string =>
  formatter(
    `day ${language} ${zone}`,
    () =>
      new Intl.DateTimeFormat(language === "id" ? "id-ID" : "en-GB", {
        timeZone: zone,
        weekday: "long",
        day: "numeric",
        month: "long",
      }),
  ).format(at)

/** When something opens again: the time alone if it is today, else with its day. */
export const openingTime = (at: number, now: number, zone: string, language: ScreenLanguage): string => {
  const time = clockTime(at, zone, language)
  if (dayName(at, zone, language) === dayName(now, zone, language)) return time
  return language === "id"
    ? `${dayName(at, zone, language)} pukul ${time}`
    : `${dayName(at, zone, language)} at ${time}`
}

export type PartOfDay = "morning" | "midday" | "afternoon" | "evening"

/** As Indonesian greets: pagi until 11, siang until 15, sore until 18, then malam. */
export const partOfDay = (at: number, zone: string): PartOfDay => {
  const hour = Number(partsOf(at, zone).hour)
  if (hour >= 3 && hour < 11) return "morning"
  if (hour >= 11 && hour < 15) return "midday"
  if (hour >= 15 && hour < 18) return "afternoon"
  return "evening"
}

/** A range of friendly minutes: `12–20 mnt`, `up to 5 min`, `any moment`. */
export const waitRange = (wait: WaitRange, language: ScreenLanguage): string => {
  const words = rangeWords[language]
  const { low, high } = friendlyMinutes(wait)
  if (high <= 1) return words.anyMoment
  if (high > 120) return `${halfHours(low, language)}–${halfHours(high, language)} ${words.hours}`
  return low < 1 ? words.upTo(high) : `${low}–${high} ${words.minutes}`
}

/** Less than a friendly minute: no range is worth telling. */
export const isAnyMoment = (wait: WaitRange): boolean => friendlyMinutes(wait).high <= 1

/** The same range by the clock, in steps of five minutes: `10.25–10.40`; null when it is any moment now. */
export const waitWindow = (
  wait: WaitRange,
  now: number,
  zone: string,
  language: ScreenLanguage,
): string | null => {
  if (isAnyMoment(wait)) return null
  const from = Math.floor((now + wait.p50 * 1000) / fiveMinutes) * fiveMinutes
  const to = Math.ceil((now + wait.p90 * 1000) / fiveMinutes) * fiveMinutes
  return `${clockTime(from, zone, language)}–${clockTime(Math.max(to, from + fiveMinutes), zone, language)}`
}

/** A running clock: `4:05`, `1:02:33`. */
export const elapsed = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const ss = String(seconds % 60).padStart(2, "0")
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}:${ss}`
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${ss}`
}

/** How long, in words: `12 mnt`, `1 jam 5 mnt`; under a minute `< 1 mnt`. */
export const duration = (ms: number, language: ScreenLanguage): string => {
  const { minutes: mnt, hour } = rangeWords[language]
  const minutes = Math.floor(Math.max(0, ms) / 60_000)
  if (minutes < 1) return `< 1 ${mnt}`
  if (minutes < 60) return `${minutes} ${mnt}`
  const rest = minutes % 60
  return `${Math.floor(minutes / 60)} ${hour}${rest === 0 ? "" : ` ${rest} ${mnt}`}`
}

const fiveMinutes = 5 * 60_000

const rangeWords = {
  id: {
    anyMoment: "sebentar lagi",
    upTo: (high: number) => `hingga ${high} mnt`,
    minutes: "mnt",
    hours: "jam",
    hour: "jam",
  },
  en: {
    anyMoment: "any moment",
    upTo: (high: number) => `up to ${high} min`,
    minutes: "min",
    hours: "h",
    hour: "h",
  },
}

/** The low end rounded down and the high end up, in steps that grow with the wait; always a true range. */
const friendlyMinutes = ({ p50, p90 }: WaitRange): { low: number; high: number } => {
  const lowStep = stepOf(p50 / 60)
  const highStep = stepOf(p90 / 60)
  const low = Math.floor(p50 / 60 / lowStep) * lowStep
  const high = Math.ceil(p90 / 60 / highStep) * highStep
  return { low, high: high > low ? high : low + highStep }
}

const halfHours = (minutes: number, language: ScreenLanguage): string => {
  const halves = Math.round(minutes / 30) / 2
  return String(halves).replace(".", language === "id" ? "," : ".")
}

/** Formatters cost a millisecond to make and nothing to keep. */
const formatters = new Map<string, Intl.DateTimeFormat>()

const formatter = (key: string, make: () => Intl.DateTimeFormat): Intl.DateTimeFormat => {
  const kept = formatters.get(key)
  if (kept !== undefined) return kept
  const made = make()
  formatters.set(key, made)
  return made
}

const partsOf = (at: number, zone: string): { hour: string; minute: string } => {
  const clock = formatter(
    `clock ${zone}`,
    () =>
      new Intl.DateTimeFormat("en-GB", {
        timeZone: zone,
        hour: "2-digit",
        minute: "2-digit",
        hourCycle: "h23",
      }),
  ).format(at)
  const [hour = "00", minute = "00"] = clock.split(":")
  return { hour, minute }
}

const stepOf = (minutes: number) =>
  minutes <= 10 ? 1 : minutes <= 20 ? 2 : minutes <= 60 ? 5 : minutes <= 120 ? 10 : 30
