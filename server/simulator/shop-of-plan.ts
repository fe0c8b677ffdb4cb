import type { CounterId, ServiceId } from "@giliran/contract/basics"
import type { Plan } from "@giliran/contract/plan"
import { TicketClass } from "@giliran/contract/ticket"
import { callingRuleOf } from "../rules/calling/calling-rule.ts"
import { audienceName } from "../rules/day/queues.ts"
import { lineNamed, NamedLines } from "./named-lines.ts"
import type { Shift, Shop, ShopCounter } from "./shop.ts"

/** When a counter of the plan is there to call. */
export interface CounterShift {
  readonly counterId: CounterId
  readonly from: number
  readonly to: number
}

/** The plan's branch with these shifts: one line for each service and class, called from as the plan says. */
export function shopOfPlan(plan: Plan, shifts: readonly CounterShift[]): Shop {
  const named = new NamedLines()
  for (const { id } of plan.services)
    for (const ticketClass of TicketClass.options)
      named.add(lineNamed(audienceName({ for: "service" }, id), ticketClass, false), false)
  const counters = plan.counters.map(({ id }): ShopCounter => {
    const calledFrom = named.calledFrom(plan, id)
    const merged = mergedShifts(shifts.filter(({ counterId }) => counterId === id))
    return { id, shifts: merged.map((times): Shift => ({ ...times, ...calledFrom, endsSession: true })) }
  })
  return {
    lines: named.lines,
    counters,
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
function mergedShifts(
  own: readonly CounterShift[],
): readonly { readonly from: number; readonly to: number }[] {
  const merged: { from: number; to: number }[] = []
  for (const { from, to } of own.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (from >= to) continue
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else merged.push({ from, to })
  }
  return merged
}
