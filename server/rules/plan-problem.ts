import type { Hours, LocalTime, Plan } from "@giliran/contract/plan"
import { Temporal } from "temporal-polyfill"
import { minutesOf } from "./opening-hours.ts"

/** What makes a plan unusable, in words for the person who wrote it; null when nothing does (PLAN-1). */
export function problemOf(plan: Plan): string | null {
  return (
    zoneProblem(plan.zone) ??
    twice(
      "service",
      plan.services.map(({ id }) => id),
    ) ??
    twice(
      "counter",
      plan.counters.map(({ id }) => id),
    ) ??
    unknownService(plan) ??
    unservedService(plan) ??
    badHours(plan)
  )
}

function zoneProblem(zone: string): string | null {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
    return null
  } catch {
    return `zone ${zone} is no time zone; write an IANA name such as Asia/Jakarta`
  }
}

function twice(what: string, ids: readonly string[]): string | null {
  const again = ids.find((id, n) => ids.indexOf(id) !== n)
  return again === undefined ? null : `${what} ${again} is there twice`
}

function unknownService(plan: Plan): string | null {
  const known = new Set<string>(plan.services.map(({ id }) => id))
  for (const counter of plan.counters) {
    const unknown = counter.serviceIds.find((id) => !known.has(id))
    if (unknown !== undefined)
      return `counter ${counter.id} serves ${unknown}, which is no service of the plan`
  }
  return null
}

function unservedService(plan: Plan): string | null {
  const served = new Set<string>(plan.counters.flatMap(({ serviceIds }) => serviceIds))
  const unserved = plan.services.find(({ id }) => !served.has(id))
  return unserved ? `no counter serves ${unserved.id}` : null
}

function badHours(plan: Plan): string | null {
  if (plan.cutOver === "24:00") return "cutOver 24:00 is written 00:00"
  const entries = [...plan.hours, ...plan.services.flatMap(({ hours }) => hours ?? [])]
  if (entries.some(({ from }) => from === "24:00")) return "hours from 24:00 are written 00:00"
  const over = entries.find((entry) => isOverCutOver(entry, plan.cutOver))
  if (!over) return null
  return `hours ${over.from}–${over.to} go past the cut-over at ${plan.cutOver}; give each side its own line`
}

/** What stays open over the end of the business day would be closed by it. */
function isOverCutOver({ from, to }: Hours, cutOver: LocalTime): boolean {
  const opens = (minutesOf(from) - minutesOf(cutOver) + 1440) % 1440
  const closes = (minutesOf(to) - minutesOf(cutOver) + 1440) % 1440
  return (closes === 0 ? 1440 : closes) <= opens
}
