import type { Instant } from "@giliran/contract/basics"
import type { Hours, MediaPlan, Plan, TickerPlan } from "@giliran/contract/plan"
import type { DisplayView, HallCounter, HallZone } from "@giliran/contract/display-view"
import { Temporal } from "temporal-polyfill"
import { type BranchDay, counterOf } from "../day/branch-day.ts"
import { isDiscreet } from "../verbs/call-ticket.ts"
import { minutesOf } from "../day/opening-hours.ts"

/** What a display shows besides its calls and waits: its counters, zones, and what the branch shows between calls. */
export function hallOf(
  day: BranchDay,
  now: Instant,
): Pick<DisplayView, "counters" | "zones" | "media" | "ticker"> {
  return {
    counters: day.plan.counters.map(({ id }) => hallCounter(day, id)),
    zones: [...zonesOf(day.plan)],
    ...shownAt(day.plan, now),
  }
}

function hallCounter(day: BranchDay, id: HallCounter["id"]): HallCounter {
  const { state, inHand } = counterOf(day, id)
  const ticket = inHand === null ? undefined : day.tickets.get(inHand)
  const isSeen =
    ticket !== undefined &&
    (ticket.status === "called" || ticket.status === "serving") &&
    !isDiscreet(day, ticket)
  return {
    id,
    status: state.status,
    ticket: isSeen ? { number: ticket.number, status: ticket.status, attempt: ticket.call.attempts } : null,
  }
}

/** A plan never changes in place, so what follows from it is worked out once. */
const zonesOfPlan = new WeakMap<Plan, readonly HallZone[]>()

export function zonesOf(plan: Plan): readonly HallZone[] {
  const known = zonesOfPlan.get(plan)
  if (known) return known
  const zones = (plan.hall?.zones ?? []).map(({ id, name, counterIds, serviceIds }) => ({
    id,
    name,
    counterIds: counterIds ?? null,
    serviceIds: serviceIds ?? [
      ...new Set(
        plan.counters
          .filter((counter) => counterIds?.includes(counter.id))
          .flatMap((counter) => counter.serviceIds),
      ),
    ],
  }))
  zonesOfPlan.set(plan, zones)
  return zones
}

type Shown = Pick<DisplayView, "media" | "ticker">

const nothing: Shown = { media: [], ticker: [] }
/** Hours begin with minutes, so within one nothing changes. */
const shownOfPlan = new WeakMap<Plan, { readonly minute: number; readonly shown: Shown }>()

/** MEDIA-1. */
function shownAt(plan: Plan, now: Instant): Shown {
  if (!plan.hall || plan.hall.media.length + plan.hall.ticker.length === 0) return nothing
  const minute = Math.floor(now / 60_000)
  const known = shownOfPlan.get(plan)
  if (known?.minute === minute) return known.shown
  const isNow = isWithin(plan.zone, now)
  const shown: Shown = {
    media: plan.hall.media.filter(isNow).map(({ file, seconds, hasSound }) => ({
      file,
      kind: /\.(?:mp4|webm)$/.test(file) ? "video" : "image",
      seconds,
      hasSound,
    })),
    ticker: plan.hall.ticker.filter(isNow).map(({ text }) => text),
  }
  shownOfPlan.set(plan, { minute, shown })
  return shown
}

function isWithin(zone: string, now: Instant): (entry: MediaPlan | TickerPlan) => boolean {
  const wall = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone)
  const date = wall.toPlainDate().toString()
  const minutes = wall.hour * 60 + wall.minute
  const dayBefore = wall.dayOfWeek === 1 ? 7 : wall.dayOfWeek - 1
  const isOn = ({ days, from, to }: Hours) => {
    const isToday = days.includes(wall.dayOfWeek)
    if (minutesOf(from) < minutesOf(to))
      return isToday && minutesOf(from) <= minutes && minutes < minutesOf(to)
    // Over midnight.
    return (isToday && minutesOf(from) <= minutes) || (days.includes(dayBefore) && minutes < minutesOf(to))
  }
  return ({ hours, from, until }) =>
    (from === undefined || from <= date) &&
    (until === undefined || date <= until) &&
    (hours === undefined || hours.some(isOn))
}
