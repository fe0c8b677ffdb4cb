import type { CounterId } from "@giliran/contract/basics"
import type { Plan } from "@giliran/contract/plan"
import { callingRuleOf } from "../rules/calling/calling-rule.ts"
import { audienceName } from "../rules/day/queues.ts"
import type { DayRecorder, RecordedShift } from "./day-recorder.ts"
import type { Load } from "./load.ts"
import { lineNamed, NamedLines } from "./named-lines.ts"
import type { RecordedWait } from "./recorded-wait.ts"
import type { Shop } from "./shop.ts"

/** A recorded day, ready to be simulated: the same customers, service times and shifts. */
export interface Replay {
  readonly shop: Shop
  readonly load: Load
  /** What each row was in the record. */
  readonly waits: readonly RecordedWait[]
  /** Rows that were never called in the record, and whose time at a counter is therefore the day's average of their service. */
  readonly imputedCount: number
}

/** `planOf` says what the plan is to be instead; left out, as it was. */
export function replayOf(record: DayRecorder, planOf: (plan: Plan) => Plan = (plan) => plan): Replay {
  const { waits, rootCount, rowOf } = inRows(record.waits)
  const named = new NamedLines()
  const changed = new Map(record.plans.map(({ plan }) => [plan, planOf(plan)]))
  const holdOf = meanHolds(record)
  const rows = waits.map((wait) => ({ wait, ...linesOf(wait, named) }))
  const followers = new Map(waits.flatMap((wait) => (wait.after ? [[wait.after.wait, wait] as const] : [])))
  const load: Load = {
    count: waits.length,
    rootCount,
    entersAt: Float64Array.from(waits, ({ after, enteredAt }) => (after ? Number.NaN : enteredAt)),
    line: Uint16Array.from(rows, ({ line }) => line),
    holdMs: Float64Array.from(waits, (wait) =>
      isCalled(wait) ? holdMsOf(wait, record.lastAt) : holdOf(wait),
    ),
    leavesAt: Float64Array.from(waits, ({ leftAt }) => leftAt ?? Number.POSITIVE_INFINITY),
    spots: {
      arrivedAt: Float64Array.from(waits, (wait) => arrivedAtOf(wait, record)),
      order: Int32Array.from(waits, ({ spot }) => spot.order),
      tie: Int32Array.from(waits, ({ spot }) => spot.tie),
      homeLine: Uint16Array.from(rows, ({ home }) => home),
    },
    follow: {
      row: Int32Array.from(waits, (wait) => rowOf.get(followers.get(wait) as RecordedWait) ?? -1),
      afterMs: Float64Array.from(waits, (wait) => followers.get(wait)?.after?.ms ?? 0),
    },
  }
  return {
    shop: {
      lines: named.lines,
      counters: countersOf(record, named, lastWaits(rows), (plan) => changed.get(plan) ?? plan),
      rules: record.plans.map(({ from, plan }) => ({ from, rule: callingRuleOf(changed.get(plan) ?? plan) })),
    },
    load,
    waits,
    imputedCount: waits.filter((wait) => !isCalled(wait)).length,
  }
}

/** Those who come by themselves first, in order of time. */
function inRows(all: readonly RecordedWait[]) {
  const roots = all.filter(({ after }) => after === null)
  const waits = [...roots, ...all.filter(({ after }) => after !== null)]
  return { waits, rootCount: roots.length, rowOf: new Map(waits.map((wait, row) => [wait, row])) }
}

function linesOf(wait: RecordedWait, named: NamedLines): { readonly line: number; readonly home: number } {
  const { spot, serviceId, class: ticketClass, resumedAt } = wait
  const isPersonal = resumedAt !== null || spot.audience.for !== "service"
  const home = named.add(
    lineNamed(audienceName({ for: "service" }, serviceId), ticketClass, resumedAt !== null),
    false,
  )
  if (resumedAt !== null)
    return { line: named.add(lineNamed(restsOf(resumedAt), ticketClass, true), true), home }
  const line = named.add(
    lineNamed(audienceName(spot.audience, serviceId), ticketClass, spot.isFirst),
    isPersonal,
  )
  return { line, home: isPersonal ? home : line }
}

/** Since the day began, as the rule reads it; NaN for one that joins at the end. */
function arrivedAtOf({ spot, isLast, resumedAt }: RecordedWait, { startsAt }: DayRecorder): number {
  // A teller chose to resume it: it goes before whoever was sent to go first, however early that one came.
  if (resumedAt !== null) return beforeAll
  return isLast ? Number.NaN : spot.arrivedAt - startsAt
}

const beforeAll = -1

function restsOf(counterId: CounterId): string {
  return `rest:${counterId}`
}

function countersOf(
  record: DayRecorder,
  named: NamedLines,
  waitedUntil: readonly number[],
  planOf: (plan: Plan) => Plan,
): Shop["counters"] {
  const ids = [...new Set(record.shifts.map(({ counterId }) => counterId))]
  return ids.map((id) => {
    const own = record.shifts.filter(({ counterId }) => counterId === id)
    return {
      id,
      shifts: own.map((shift, index) => {
        const calledFrom = named.calledFrom(planOf(shift.plan), id, [...shift.personal, restsOf(id)])
        const to =
          index === own.length - 1 && shift.from < shift.to && isFreeToStay(shift, named, waitedUntil)
            ? Number.POSITIVE_INFINITY
            : shift.to
        return {
          from: shift.from,
          to,
          endsSession: shift.endsSession,
          delaysMs: shift.delaysMs,
          ...calledFrom,
        }
      }),
    }
  })
}

/**
 * Who waits at closing time is still called (HOURS-1), however the day is called: a teller who went home when nobody waited for
 * this counter, and nobody came for it after, would have stayed for one who was there.
 */
function isFreeToStay(shift: RecordedShift, named: NamedLines, waitedUntil: readonly number[]): boolean {
  const { lines, overflow } = named.calledFrom(shift.plan, shift.counterId, shift.personal)
  const isOver = (line: number) => (waitedUntil[line] ?? 0) <= shift.to
  return lines.every(isOver) && overflow.every((entry) => entry.lines.every(isOver))
}

/** Of each line, when somebody waited in it for the last time, or would have without the one whom it was meant for. */
function lastWaits(rows: readonly { wait: RecordedWait; line: number; home: number }[]): readonly number[] {
  const last: number[] = []
  for (const { wait, line, home } of rows) {
    const until = wait.calledAt ?? wait.leftAt ?? Number.POSITIVE_INFINITY
    last[line] = Math.max(last[line] ?? 0, until)
    last[home] = Math.max(last[home] ?? 0, until)
  }
  return last
}

/** Until the counter was free; of one who is there still, so far. */
function holdMsOf({ calledAt, freeAt }: RecordedWait, now: number): number {
  return (freeAt ?? now) - (calledAt ?? now)
}

/** The day's average of a service; of one that nobody had, what its plan expects. */
function meanHolds(record: DayRecorder): (wait: RecordedWait) => number {
  const sums = new Map<string, { count: number; ms: number }>()
  for (const wait of record.waits) {
    if (wait.calledAt === null || wait.kind === "rest") continue
    const sum = sums.get(wait.serviceId) ?? { count: 0, ms: 0 }
    sums.set(wait.serviceId, { count: sum.count + 1, ms: sum.ms + holdMsOf(wait, record.lastAt) })
  }
  const services = record.plans.flatMap(({ plan }) => plan.services)
  return ({ serviceId }) => {
    const sum = sums.get(serviceId)
    return sum ? sum.ms / sum.count : (services.find(({ id }) => id === serviceId)?.expectedServiceMs ?? 0)
  }
}

function isCalled({ calledAt }: RecordedWait): boolean {
  return calledAt !== null
}
