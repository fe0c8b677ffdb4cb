import type { BusinessDay, Instant, ServiceId } from "@giliran/contract/basics"
import type { Hours, LocalTime, Plan } from "@giliran/contract/plan"
import { Temporal } from "temporal-polyfill"

/** From `from` until just before `to`. */
export interface Interval {
  readonly from: Instant
  readonly to: Instant
}

/** One calendar of opening: this business day's intervals in order, and the first opening after it. */
export interface Calendar {
  readonly today: readonly Interval[]
  readonly nextFrom: Instant | null
}

export interface Openings {
  readonly branch: Calendar
  readonly byService: ReadonlyMap<ServiceId, Calendar>
}

export type OpenState =
  | { readonly isOpen: true; readonly closesAt: Instant }
  | { readonly isOpen: false; readonly opensAt: Instant | null }

/** The plan's hours as moments, worked out once a day: a command then compares numbers (HOURS-1). */
export function openingsOf(plan: Plan, day: BusinessDay): Openings {
  const branch = calendarOf(plan, plan.hours, day)
  return {
    branch,
    byService: new Map(
      plan.services.map((service) => [
        service.id,
        service.hours ? calendarOf(plan, service.hours, day) : branch,
      ]),
    ),
  }
}

export function openStateAt(calendar: Calendar, now: Instant): OpenState {
  for (const { from, to } of calendar.today) {
    if (now < from) return { isOpen: false, opensAt: from }
    if (now < to) return { isOpen: true, closesAt: to }
  }
  return { isOpen: false, opensAt: calendar.nextFrom }
}

/** The business day that a moment belongs to: the local date, with the hours before the cut-over given to the day before (DAY-1). */
export function businessDayOf(now: Instant, plan: Pick<Plan, "zone" | "cutOver">): BusinessDay {
  const date = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(plan.zone).toPlainDate()
  // Moments are compared, not clock readings: when clocks go back over the cut-over, the new day stays.
  const isBeforeCutOver = now < momentOf(date, plan.cutOver, plan.zone)
  return (isBeforeCutOver ? date.subtract({ days: 1 }) : date).toString() as BusinessDay
}

/** When the business day of this moment ends. */
export function nextCutOver(now: Instant, plan: Pick<Plan, "zone" | "cutOver">): Instant {
  return endOfDay(businessDayOf(now, plan), plan)
}

export function endOfDay(day: BusinessDay, { zone, cutOver }: Pick<Plan, "zone" | "cutOver">): Instant {
  return momentOf(Temporal.PlainDate.from(day).add({ days: 1 }), cutOver, zone)
}

function calendarOf(plan: Plan, hours: readonly Hours[], day: BusinessDay): Calendar {
  const today = Temporal.PlainDate.from(day)
  return { today: intervalsOf(plan, hours, today), nextFrom: firstOpeningAfter(plan, hours, today) }
}

/** Within a week: what is closed for longer has no hours. */
function firstOpeningAfter(plan: Plan, hours: readonly Hours[], today: Temporal.PlainDate): Instant | null {
  for (let days = 1; days <= 7; days++) {
    const [first] = intervalsOf(plan, hours, today.add({ days }))
    if (first) return first.from
  }
  return null
}

function intervalsOf(plan: Plan, hours: readonly Hours[], date: Temporal.PlainDate): readonly Interval[] {
  const intervals = hours
    .filter((entry) => entry.days.includes(date.dayOfWeek))
    .map((entry) => intervalOf(plan, entry, date))
    .toSorted((a, b) => a.from - b.from)
  return intervals.reduce<readonly Interval[]>((merged, next) => {
    const last = merged.at(-1)
    if (!last || next.from > last.to) return [...merged, next]
    return [...merged.slice(0, -1), { from: last.from, to: Math.max(last.to, next.to) as Instant }]
  }, [])
}

/** A time before the cut-over belongs to the next date, and a `to` that is not after `from` to the date after `from`'s. */
function intervalOf(plan: Plan, { from, to }: Hours, date: Temporal.PlainDate): Interval {
  const first = minutesOf(from) < minutesOf(plan.cutOver) ? date.add({ days: 1 }) : date
  const last = minutesOf(to) <= minutesOf(from) ? first.add({ days: 1 }) : first
  return { from: momentOf(first, from, plan.zone), to: momentOf(last, to, plan.zone) }
}

/** In a gap of summer time the later reading, in a fold the earlier one: `compatible`, as clocks on walls do. */
function momentOf(date: Temporal.PlainDate, time: LocalTime, zone: string): Instant {
  const { hour, minute } = timeOf(time)
  const day = hour === 24 ? date.add({ days: 1 }) : date
  return day.toZonedDateTime({ timeZone: zone, plainTime: { hour: hour % 24, minute } })
    .epochMilliseconds as Instant
}

/** Since midnight. */
export function minutesOf(time: LocalTime): number {
  const { hour, minute } = timeOf(time)
  return hour * 60 + minute
}

function timeOf(time: LocalTime): { readonly hour: number; readonly minute: number } {
  return { hour: Number(time.slice(0, 2)), minute: Number(time.slice(3, 5)) }
}
