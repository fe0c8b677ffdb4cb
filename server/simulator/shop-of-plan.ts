import type { CounterId, ServiceId } from "@giliran/contract/basics"
import type { Plan } from "@giliran/contract/plan"
import { TicketClass } from "@giliran/contract/ticket"
import { callingRuleOf } from "../rules/calling-rule.ts"
import type { Shift, Shop, ShopCounter } from "./shop.ts"

/** When a counter of the plan is there to call. */
export interface CounterShift {
  readonly counterId: CounterId
  readonly from: number
  readonly to: number
}

/** The plan's branch with these shifts: one line for each service and class, called from as the plan says. */
export function shopOfPlan(plan: Plan, shifts: readonly CounterShift[]): Shop {
  return {
    lines: plan.services.flatMap(() =>
      TicketClass.options.map((name) => ({ class: name, isFirst: false, isPersonal: false })),
    ),
    counters: plan.counters.map(({ id }): ShopCounter => ({ id, shifts: shiftsOf(plan, id, shifts) })),
    rules: [{ from: Number.NEGATIVE_INFINITY, rule: callingRuleOf(plan) }],
  }
}

/** The line of a service and class in `shopOfPlan`. */
export function lineOf(plan: Plan, serviceId: ServiceId, ticketClass: TicketClass): number {
  const service = plan.services.findIndex(({ id }) => id === serviceId)
  if (service < 0) throw new Error(`The plan has no service ${serviceId}`)
  return service * TicketClass.options.length + TicketClass.options.indexOf(ticketClass)
}

/** Shifts that overlap or meet are one. */
function shiftsOf(plan: Plan, counterId: CounterId, all: readonly CounterShift[]): readonly Shift[] {
  const own = all
    .filter((shift) => shift.counterId === counterId && shift.from < shift.to)
    .toSorted((a, b) => a.from - b.from)
  const merged: { from: number; to: number }[] = []
  for (const { from, to } of own) {
    const last = merged.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else merged.push({ from, to })
  }
  const lines = linesOfCounter(plan, counterId)
  return merged.map((times) => ({ ...times, lines, overflow: [], endsSession: true }))
}

function linesOfCounter(plan: Plan, counterId: CounterId): readonly number[] {
  const counter = plan.counters.find(({ id }) => id === counterId)
  return (counter?.serviceIds ?? []).flatMap((serviceId) =>
    TicketClass.options.map((name) => lineOf(plan, serviceId, name)),
  )
}
