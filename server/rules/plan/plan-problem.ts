import type { Text } from "@giliran/contract/basics"
import type { Hours, LocalTime, Plan } from "@giliran/contract/plan"
import { TicketClass } from "@giliran/contract/ticket"
import { Map as ImmutableMap } from "immutable"
import { Temporal } from "temporal-polyfill"
import type { BranchDay } from "../day/branch-day.ts"
import { callingRuleOf } from "../calling/calling-rule.ts"
import { mayEverCall } from "../calling/counter-profile.ts"
import { minutesOf } from "../day/opening-hours.ts"

/** Why a plan is not accepted, in words for the person who wrote it; null when it is (PLAN-1, PLAN-3). PLAN-5 is held where plans are accepted. */
export function problemOf(plan: Plan): string | null {
  return obstacleOf(plan) ?? badClasses(plan)
}

/** Of that, what no day can be worked with (PLAN-4). */
export function obstacleOf(plan: Plan): string | null {
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
    twice(
      "printer",
      (plan.paper?.printers ?? []).map(({ id }) => id),
    ) ??
    unknownService(plan) ??
    unknownServiceAlong(plan) ??
    unservedService(plan) ??
    badHours(plan) ??
    badPurpose(plan) ??
    badZone(plan)
  )
}

/** What the person who wrote a plan should know before it is used; it works all the same. `problem`: why it would not be accepted. */
export function warningsOf(plan: Plan, problem: string | null): readonly Text[] {
  return [
    ...(problem === null
      ? []
      : [
          {
            id: `Rencana ini sudah lama tersimpan dan kini tidak akan diterima: ${problem}.`,
            en: `This plan was stored long ago and would not be accepted now: ${problem}.`,
          },
        ]),
    ...(plan.callingRule?.preset === "strict" ? [warningOfStrict] : []),
  ]
}

const warningOfStrict: Text = {
  id: 'Aturan "strict": nasabah reguler bisa menunggu tanpa batas selama masih ada nasabah prioritas atau kebutuhan khusus.',
  en: 'With "strict", regular customers may wait without end while there are priority or care customers.',
}

/** A plan is judged before any counter is open. */
const noCounters: BranchDay["counters"] = ImmutableMap()

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
    const named = [
      ...counter.serviceIds,
      ...(counter.overflow ?? []).flatMap(({ serviceIds = [], when }) => [
        ...serviceIds,
        ...("serviceId" in when && when.serviceId ? [when.serviceId] : []),
      ]),
    ]
    const unknown = named.find((id) => !known.has(id))
    if (unknown !== undefined)
      return `counter ${counter.id} serves ${unknown}, which is no service of the plan`
  }
  return null
}

function unknownServiceAlong({ classes, services }: Plan): string | null {
  const known = new Set<string>(services.map(({ id }) => id))
  for (const name of TicketClass.options) {
    const along = classes[name].goesAlong
    const unknown = typeof along === "object" && along.find((id) => !known.has(id))
    if (unknown) return `class ${name} goes along to ${unknown}, which is no service of the plan`
  }
  return null
}

function unservedService(plan: Plan): string | null {
  const day = { plan, counters: noCounters }
  for (const { id: serviceId } of plan.services) {
    const unserved = TicketClass.options.filter(
      (ticketClass) =>
        !plan.counters.some(({ id }) =>
          mayEverCall(day, id, { serviceId, class: ticketClass, audience: { for: "service" } }),
        ),
    )
    if (unserved.length === TicketClass.options.length) return `no counter serves ${serviceId}`
    if (unserved[0]) return `no counter may ever call ${unserved[0]} customers of ${serviceId}`
  }
  return null
}

/** PLAN-3. */
function badClasses(plan: Plan): string | null {
  const { classes, callingRule } = plan
  const credits = callingRuleOf(plan).credits
  for (const name of ["priority", "care"] as const) {
    const target = classes[name].targetWaitMs
    if (target !== undefined && target > (classes.regular.targetWaitMs ?? Number.POSITIVE_INFINITY))
      return `class ${name} is promised a longer wait than regular; give it a shorter targetWaitMs`
    if (callingRule?.preset === "accumulating" && target === 0)
      return `class ${name} has a targetWaitMs of zero, which no rate can keep; give it one above zero`
    const { rate, headStartMs } = credits[name]
    if (rate < credits.regular.rate || headStartMs < credits.regular.headStartMs)
      return `class ${name} would be worth less than regular; give it no smaller rate and headStartMs`
  }
  return null
}

function badHours(plan: Plan): string | null {
  if (plan.cutOver === "24:00") return "cutOver 24:00 is written 00:00"
  const entries = [...plan.hours, ...plan.services.flatMap(({ hours }) => hours ?? [])]
  if (entries.some(({ from }) => from === "24:00")) return "hours from 24:00 are written 00:00"
  const over = entries.find((entry) => isOverCutOver(entry, plan.cutOver))
  if (!over) return null
  return `hours ${over.from}–${over.to} go past the cut-over at ${plan.cutOver}; give each side its own line`
}

const longestPurpose = 600

/** PRIVACY-1: what a number is for must be said, in every language of the branch and in few enough words to be read. */
function badPurpose({ contact, languages }: Plan): string | null {
  if (!contact) return null
  const { purpose } = contact
  const silent = ["id", "en", ...languages].find((language) => !purpose[language]?.trim())
  if (silent !== undefined) return `contact.purpose says nothing in ${silent}`
  const long = Object.entries(purpose).find(([, words]) => words.length > longestPurpose)
  return long ? `contact.purpose is longer than ${longestPurpose} signs in ${long[0]}` : null
}

/** PLAN-1: a zone that nothing can belong to would show an empty hall. */
function badZone({ hall, counters, services }: Plan): string | null {
  const zones = hall?.zones ?? []
  const again = twice(
    "zone",
    zones.map(({ id }) => id),
  )
  if (again) return again
  for (const { id, counterIds, serviceIds } of zones) {
    if (!counterIds && !serviceIds) return `zone ${id} names neither counters nor services`
    const counter = counterIds?.find((one) => counters.every((known) => known.id !== one))
    if (counter !== undefined) return `zone ${id} has counter ${counter}, which is no counter of the plan`
    const service = serviceIds?.find((one) => services.every((known) => known.id !== one))
    if (service !== undefined) return `zone ${id} shows ${service}, which is no service of the plan`
  }
  return null
}

/** What stays open over the end of the business day would be closed by it. */
function isOverCutOver({ from, to }: Hours, cutOver: LocalTime): boolean {
  const opens = (minutesOf(from) - minutesOf(cutOver) + 1440) % 1440
  const closes = (minutesOf(to) - minutesOf(cutOver) + 1440) % 1440
  return (closes === 0 ? 1440 : closes) <= opens
}
