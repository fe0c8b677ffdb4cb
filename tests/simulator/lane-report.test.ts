import type { CounterId, Instant, ServiceId, TicketId } from "@giliran/contract/basics"
import type { Command } from "@giliran/contract/commands"
import { LaneReport } from "@giliran/contract/lane-report"
import type { Plan } from "@giliran/contract/plan"
import type { TicketClass } from "@giliran/contract/ticket"
import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { apply } from "../../server/rules/verbs/apply.ts"
import { beforeFirstDay } from "../../server/rules/verbs/business-day.ts"
import { decide } from "../../server/rules/verbs/decide.ts"
import { isRefusal } from "../../server/rules/day/decision.ts"
import type { BranchEvent } from "../../server/rules/day/events.ts"
import type { DayRecorder } from "../../server/simulator/day-recorder.ts"
import { laneReportOf } from "../../server/simulator/lane-report.ts"
import { anyMove, anyPlans } from "../support/any-day.ts"
import { eventsOfDay, recorded } from "../support/lived-day.ts"
import { tellerOf, ticketIdOf } from "../support/orders.ts"
import { minutes, momentAt, planOf, theDay } from "../support/plan-of.ts"

function reportOf(record: DayRecorder): LaneReport {
  const report = laneReportOf(record)
  for (;;) {
    const step = report.next()
    if (step.done) return LaneReport.parse(step.value)
  }
}

/** A day told by the minute; every command must be right. */
function dayOf(plan: Plan, told: readonly (readonly [minute: number, Command])[]): readonly BranchEvent[] {
  const start = momentAt("08:00", plan.zone)
  const events: BranchEvent[] = [{ type: "day-opened", at: start, day: theDay, plan }]
  let day = events.reduce(apply, beforeFirstDay(plan))
  for (const [minute, command] of told) {
    const decision = decide(day, command, (start + minutes(minute)) as Instant)
    if (isRefusal(decision)) throw new Error(`${JSON.stringify(command)}: ${JSON.stringify(decision)}`)
    day = decision.reduce(apply, day)
    events.push(...decision)
  }
  return events
}

const take = (name: string, ticketClass: TicketClass = "regular"): Command => ({
  type: "take-ticket",
  ticketId: ticketIdOf(name),
  serviceId: "a" as ServiceId,
  thenServiceIds: [],
  class: ticketClass,
  language: "id",
})
const ticketId = (name: string): TicketId => ticketIdOf(name)
const open: Command = {
  type: "open-counter",
  counterId: "1" as CounterId,
  teller: tellerOf("dewi"),
  takeOver: false,
}
const callNext: Command = { type: "call-next", counterId: "1" as CounterId }
const close: Command = { type: "close-day" }
const serve = (name: string): Command => ({ type: "serve-ticket", ticketId: ticketId(name) })
const finish = (name: string, thenCall = true): Command => ({
  type: "finish-ticket",
  ticketId: ticketId(name),
  outcome: "done",
  callNext: thenCall,
})

const one = planOf({ services: { a: "A" }, counters: { 1: ["a"] } })

describe("a day by hand", () => {
  // One counter, ten minutes a service. B2 is priority, comes 5 minutes after B1 and overtakes it by its head start of 10.
  const told = [
    [0, open],
    [0, take("A1")],
    [0, callNext],
    [0, serve("A1")],
    [1, take("B1")],
    [6, take("B2", "priority")],
    [10, finish("A1")],
    [10, serve("B2")],
    [20, finish("B2")],
    [20, serve("B1")],
    [30, finish("B1", false)],
    [31, close],
  ] as const

  test("LANE-1: costs the one who was overtaken ten minutes, and says who gained", () => {
    const report = reportOf(recorded(one, dayOf(one, told)))
    expect(report).toMatchObject({ branch: "bandung", day: theDay, isClosed: true, imputed: 0 })
    expect(report.cost).toEqual({ tickets: 2, meanExtra: 300, p99Extra: 600, maxExtra: 600 })
    expect(report.withLane.waits.regular).toMatchObject({ count: 2, mean: 570, max: 1140, withinTarget: 1 })
    expect(report.withLane.waits.priority).toMatchObject({ count: 1, mean: 240 })
    expect(report.firstCome.waits.regular).toMatchObject({ mean: 270, max: 540 })
    expect(report.firstCome.waits.priority).toMatchObject({ mean: 840 })
    expect(report.withLane.overtakings.regular).toEqual({ count: 1, tickets: 1, worst: 1 })
    expect(report.firstCome.overtakings.regular.count).toBe(0)
    expect(report.recorded.waits).toEqual(report.withLane.waits)
    expect(report.fidelity).toEqual({ meanApart: 0, maxApart: 0, sameShare: 1 })
  })

  test("CALL-8: counts the calls that the cap decided", () => {
    const capped: Plan = { ...one, callingRule: { preset: "strict", maxWaitMs: minutes(8) as never } }
    const report = reportOf(
      recorded(
        capped,
        dayOf(capped, [
          ...told.slice(0, 7),
          [10, serve("B1")],
          [20, finish("B1")],
          [20, serve("B2")],
          [30, finish("B2", false)],
          [31, close],
        ]),
      ),
    )
    // B1 had waited nine minutes at the first call, B2 fourteen at the second.
    expect(report.withLane.capHits).toBe(2)
    expect(report.cost.maxExtra).toBe(0)
  })

  test("a no-show who returns, a parked service, one who leaves and one who is never called", () => {
    const report = reportOf(
      recorded(
        one,
        dayOf(one, [
          ...told.slice(0, 4),
          [1, take("B1")],
          [2, take("B2")],
          [3, take("B3")],
          [4, take("B4")],
          [5, { type: "park-ticket", ticketId: ticketId("A1") }],
          [5, callNext],
          [6, { type: "no-show-ticket", ticketId: ticketId("B1"), callNext: true }],
          [6, serve("B2")],
          [7, { type: "withdraw-ticket", ticketId: ticketId("B3") }],
          [8, { type: "return-ticket", ticketId: ticketId("B1") }],
          [9, finish("B2", false)],
          [10, { type: "resume-ticket", ticketId: ticketId("A1") }],
          [15, finish("A1")],
          [15, serve("B1")],
          [18, finish("B1", false)],
          [18, close],
        ]),
      ),
    )
    expect(report.fidelity).toEqual({ meanApart: 0, maxApart: 0, sameShare: 1 })
    // A1, B1 and B2 were called; the return and the rest of the parked service are no waits of their own.
    expect(report.withLane.waits.regular).toMatchObject({ count: 3, max: 240 })
    expect(report.withLane.neverCalled).toBe(2)
    expect(report.imputed).toBe(2)
    expect(report.cost).toMatchObject({ tickets: 3, maxExtra: 0 })
  })

  test("of a day that goes on, how far it has come; of one without tickets, nothing", () => {
    const far = reportOf(recorded(one, dayOf(one, told.slice(0, 8))))
    expect(far).toMatchObject({ isClosed: false, recorded: { waits: { regular: { count: 1 } } } })
    const empty = reportOf(recorded(one, dayOf(one, [[0, close]])))
    expect(empty.cost).toEqual({ tickets: 0, meanExtra: 0, p99Extra: 0, maxExtra: 0 })
    expect(empty.withLane.waits.regular.withinTarget).toBeNull()
    expect(empty.fidelity.sameShare).toBeNull()
  })
})

describe("laws of any day's report", () => {
  const anyDay = fc.array(anyMove(), { maxLength: 60, size: "max" })

  test("without a lane it costs nothing and nobody is overtaken, whatever else happens", () => {
    const plan = planOf({ ...anyPlans[0], callingRule: { preset: "first-come" } })
    const noChange = anyMove([
      "take-ticket",
      "call-next",
      "call-ticket",
      "undo-call",
      "serve-ticket",
      "finish-ticket",
      "park-ticket",
      "resume-ticket",
      "no-show-ticket",
      "return-ticket",
      "withdraw-ticket",
      "open-counter",
      "pause-counter",
      "resume-counter",
    ])
    fc.assert(
      fc.property(fc.array(noChange, { maxLength: 60, size: "max" }), (moves) => {
        const { cost, withLane, firstCome } = reportOf(recorded(plan, eventsOfDay(plan, moves)))
        expect(cost).toMatchObject({ meanExtra: 0, p99Extra: 0, maxExtra: 0 })
        expect(withLane).toEqual(firstCome)
      }),
      { numRuns: 300 },
    )
  })

  test("every day has one: plans that change, calls by choice, classes that change, transfers to those who go home", () => {
    fc.assert(
      fc.property(fc.nat(anyPlans.length - 1), anyDay, (which, moves) => {
        const plan = planOf(anyPlans[which])
        const events = eventsOfDay(plan, moves)
        const nextDay = events.findIndex(({ type }, index) => index > 0 && type === "day-opened")
        const record = recorded(plan, nextDay < 0 ? events : events.slice(0, nextDay))
        const report = reportOf(record)
        const taken = record.waits.filter(({ kind }) => kind === "wait").length
        for (const figures of [report.withLane, report.firstCome]) {
          const { regular, priority, care } = figures.waits
          expect(regular.count + priority.count + care.count + figures.neverCalled).toBe(taken)
        }
      }),
      { numRuns: 500 },
    )
  })
})
