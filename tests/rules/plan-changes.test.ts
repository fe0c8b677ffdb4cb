import type { Plan } from "@giliran/contract/plan"
import { describe, expect, test } from "vitest"
import { planChanges } from "../../server/rules/plan/plan-changes.ts"
import { planOf } from "../support/plan-of.ts"

const plan = planOf()
const [service] = plan.services
const [counter] = plan.counters
if (!service || !counter) throw new Error("The plan has a service and a counter")

const changed = (part: Partial<Plan>) => planChanges(plan, { ...plan, ...part })

describe("what changed in a plan", () => {
  test("is nothing when it is the same", () => {
    expect(planChanges(plan, structuredClone(plan))).toEqual([])
    const otherwiseWritten = Object.fromEntries(Object.entries(plan).toReversed()) as Plan
    expect(planChanges(plan, otherwiseWritten)).toEqual([])
  })

  test("is named by where it is, old and new", () => {
    const services = plan.services.map((each) =>
      each.id === service.id ? { ...each, targetWaitMs: 1000, isPaused: true } : each,
    )
    expect(changed({ services: services as Plan["services"], cutOver: "04:00" })).toEqual([
      { what: "cutOver", from: plan.cutOver, to: "04:00" },
      { what: `services.${service.id}.targetWaitMs`, from: service.targetWaitMs, to: 1000 },
      { what: `services.${service.id}.isPaused`, from: false, to: true },
    ])
  })

  test("is a counter that came or went, whole", () => {
    const fresh = { ...counter, id: "99" as typeof counter.id }
    expect(changed({ counters: [...plan.counters, fresh] })).toEqual([
      { what: "counters.99", from: null, to: fresh },
    ])
    expect(changed({ counters: plan.counters.slice(1) })).toEqual([
      { what: `counters.${counter.id}`, from: counter, to: null },
    ])
  })

  test("is the order where nothing else is", () => {
    const ids = plan.counters.map(({ id }) => id)
    expect(changed({ counters: plan.counters.toReversed() })).toEqual([
      { what: "counters", from: ids, to: ids.toReversed() },
    ])
  })

  test("is short, however long the logo", () => {
    const [{ to } = { to: null }] = changed({ brand: { ...plan.brand, logo: "x".repeat(60_000) } })
    expect(to).toBe(`${"x".repeat(200)}… (60000 characters)`)
  })
})
