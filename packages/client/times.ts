import type { WaitRange } from "@giliran/contract/basics"
import { times as en } from "@giliran/languages/en"
import { times as id } from "@giliran/languages/id"
import { moment } from "./intl-formatters.ts"
import { inLanguage, phraseBook, type ScreenLanguage } from "./phrases.ts"
import { localeOf } from "./spoken-languages.ts"

/** How screens say times: branch time, 24 hours, ranges and never a false exact minute. */

const timePhrases = phraseBook("times", { id, en })

/** `10.25` in Indonesian, `10:25` in English, by the branch's own clock. */
export const clockTime = (at: number, zone: string, language: ScreenLanguage): string =>
  moment(localeOf(language), zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, at)

/** `Senin, 23 November` · `Monday, 23 November`. */
export const dayName = (at: number, zone: string, language: ScreenLanguage): string =>
  moment(localeOf(language), zone, { weekday: "long", day: "numeric", month: "long" }, at)

/** When something opens again: the time alone if it is today, else with its day. */
export const openingTime = (at: number, now: number, zone: string, language: ScreenLanguage): string => {
  const time = clockTime(at, zone, language)
  const day = dayName(at, zone, language)
  return day === dayName(now, zone, language)
    ? time
    : inLanguage(timePhrases, language).dayAtTime({ day, time })
}

export type PartOfDay = "morning" | "midday" | "afternoon" | "evening"

/** As Indonesian greets: pagi until 11, siang until 15, sore until 18, then malam. */
export const partOfDay = (at: number, zone: string): PartOfDay => {
  const hour = Number(moment("en-GB", zone, { hour: "2-digit", hourCycle: "h23" }, at))
  if (hour >= 3 && hour < 11) return "morning"
  if (hour >= 11 && hour < 15) return "midday"
  if (hour >= 15 && hour < 18) return "afternoon"
  return "evening"
}

/** A range of friendly minutes: `12–20 mnt`, `up to 5 min`, `any moment`. */
export const waitRange = (wait: WaitRange, language: ScreenLanguage): string => {
  const t = inLanguage(timePhrases, language)
  const { low, high } = friendlyMinutes(wait)
  if (high <= 1) return t.anyMoment
  if (high > 120) return t.hoursRange({ low: halfHours(low), high: halfHours(high) })
  return low < 1 ? t.upTo({ minutes: high }) : t.minutesRange({ low, high })
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
  const t = inLanguage(timePhrases, language)
  const whole = Math.floor(Math.max(0, ms) / 60_000)
  if (whole < 1) return t.underAMinute
  if (whole < 60) return t.minutes({ minutes: whole })
  const hours = Math.floor(whole / 60)
  const minutes = whole % 60
  return minutes === 0 ? t.hours({ hours }) : t.hoursAndMinutes({ hours, minutes })
}

const fiveMinutes = 5 * 60_000

/** The low end rounded down and the high end up, in steps that grow with the wait; always a true range. */
const friendlyMinutes = ({ p50, p90 }: WaitRange): { low: number; high: number } => {
  const lowStep = stepOf(p50 / 60)
  const highStep = stepOf(p90 / 60)
  const low = Math.floor(p50 / 60 / lowStep) * lowStep
  const high = Math.ceil(p90 / 60 / highStep) * highStep
  return { low, high: high > low ? high : low + highStep }
}

const halfHours = (minutes: number): number => Math.round(minutes / 30) / 2

const stepOf = (minutes: number) =>
  minutes <= 10 ? 1 : minutes <= 20 ? 2 : minutes <= 60 ? 5 : minutes <= 120 ? 10 : 30
