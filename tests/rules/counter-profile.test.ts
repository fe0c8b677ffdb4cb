import { Plan, type CounterPlan } from "@giliran/contract/plan"
import { describe, expect, it } from "vitest"
import { problemOf } from "../../server/rules/plan/plan-problem.ts"
import { at, given } from "../support/given.ts"
import { calledByNumber, counterOpened, ticketCalled, ticketTaken } from "../support/happenings.ts"
import { callByNumber, callNext } from "../support/orders.ts"
import { minutes, planOf } from "../support/plan-of.ts"

type Counter = (typeof CounterPlan)["_input"]

const planWith = (...counters: readonly Counter[]) => Plan.parse({ ...planOf(), counters })

const everything: Counter = { id: "1", serviceIds: ["a", "b"] }
const priorityOnly: Counter = {
  id: "2",
  serviceIds: ["a", "b"],
  classes: ["priority", "care"],
  overflow: [{ when: { kind: "preferred-empty" } }],
}

describe("a counter's own queues", () => {
  it("CALL-1: are those of its services and classes", () => {
    const story = given(
      planWith(everything, { id: "2", serviceIds: ["b"], classes: ["care"] }),
      ticketTaken("A1", { class: "care" }),
      ticketTaken("B1"),
      ticketTaken("B2", { class: "priority" }),
      ticketTaken("B3", { class: "care" }),
      counterOpened("2"),
    )
    expect(story.lineAt("2")).toEqual(["B3"])
    story.when(callByNumber("B1", "2")).refused("ticket-not-for-counter")
  })
})

describe("a counter that helps the others", () => {
  it("CALL-10: calls from their queues only while nobody waits in its own", () => {
    const story = given(planWith(everything, priorityOnly), ticketTaken("A1"), counterOpened("2"))
    expect(story.lineAt("2")).toEqual(["A1"])
    expect(story.and(at("08:59"), ticketTaken("A2", { class: "priority" })).lineAt("2")).toEqual(["A2"])
  })

  it("CALL-10: says in the reason why it helped, and of its own says nothing", () => {
    const story = given(
      planWith(everything, priorityOnly),
      ticketTaken("A1"),
      at("08:05"),
      counterOpened("2"),
    )
    const helped = story.and(ticketCalled("A1", "2")).desk("2").ticket
    expect(helped?.reason.overflow).toEqual({ kind: "preferred-empty" })
    expect(helped?.why.en).toBe("The only one waiting · 5 min · helping while its own queue is empty")
    const own = given(
      planWith(everything, priorityOnly),
      ticketTaken("A1", { class: "priority" }),
      counterOpened("2"),
      ticketCalled("A1", "2"),
    )
    expect(own.desk("2").ticket?.reason.overflow).toBeUndefined()
  })

  it("CALL-10: helps when more wait than the plan says, and all compete by score", () => {
    const story = given(
      planWith(everything, {
        id: "2",
        serviceIds: ["b"],
        overflow: [{ serviceIds: ["a"], when: { kind: "queue-longer-than", count: 2 } }],
      }),
      counterOpened("2"),
      ticketTaken("A1"),
      ticketTaken("A2"),
      ticketTaken("B1"),
    )
    expect(story.lineAt("2")).toEqual(["B1"])
    expect(story.and(ticketTaken("A3", { class: "care" })).lineAt("2")).toEqual(["A3", "A1", "A2", "B1"])
  })

  it("CALL-10: helps when somebody has waited longer than the plan says", () => {
    const story = given(
      planWith(everything, {
        id: "2",
        serviceIds: ["a", "b"],
        classes: ["care"],
        overflow: [{ when: { kind: "longest-wait-over", ms: minutes(20), class: "regular" } }],
      }),
      counterOpened("2"),
      ticketTaken("A1", { class: "priority" }),
      at("08:01"),
      ticketTaken("A2"),
    )
    expect(story.and(at("08:21")).lineAt("2")).toEqual([])
    story.and(at("08:21")).when(callNext("2")).refused("queue-empty")
    expect(story.and(at("08:22")).lineAt("2")).toEqual(["A1", "A2"])
  })

  it("CALL-5 and CALL-10: may be told by number whom to help, whether the condition holds or not", () => {
    const story = given(
      planWith(everything, priorityOnly),
      counterOpened("2"),
      ticketTaken("A1"),
      ticketTaken("A2", { class: "care" }),
      calledByNumber("A1", "2"),
    )
    expect(story.answer("A1").status).toBe("called")
  })

  it("QUEUE-1: is reckoned with where no counter has the queue for its own", () => {
    const story = given(
      planWith(everything, priorityOnly),
      counterOpened("2"),
      ticketTaken("A1"),
      ticketTaken("A2"),
      ticketTaken("A3", { class: "priority" }),
    )
    expect(story.answer("A2").position).toBe(3)
    expect(story.and(counterOpened("1")).answer("A2").position).toBe(3)
    expect(story.answer("A3").position).toBe(1)
  })
})

describe("PLAN-1: a plan in which somebody waits for nobody", () => {
  it.each([
    {
      problem: "no counter may ever call regular customers of a",
      plan: planWith({ id: "1", serviceIds: ["a", "b"], classes: ["priority", "care"] }),
    },
    {
      problem: "no counter serves b",
      plan: planWith({
        id: "1",
        serviceIds: ["a"],
        overflow: [{ serviceIds: ["a"], when: { kind: "preferred-empty" } }],
      }),
    },
    {
      problem: "counter 1 serves gold, which is no service of the plan",
      plan: planWith({
        id: "1",
        serviceIds: ["a", "b"],
        overflow: [{ serviceIds: ["gold"], when: { kind: "preferred-empty" } }],
      }),
    },
  ])("PLAN-1: is refused with the reason: $problem", ({ plan, problem }) => {
    expect(problemOf(plan)).toBe(problem)
  })

  it("PLAN-1: is sound when another counter would help with it some time", () => {
    expect(
      problemOf(planWith({ ...priorityOnly, overflow: [{ when: { kind: "preferred-empty" } }] })),
    ).toBeNull()
  })
})
