import type { BusinessDay, Instant, ServiceId } from "@giliran/contract/basics"
import type { Command } from "@giliran/contract/commands"
import type { Plan } from "@giliran/contract/plan"
import { Map, Set } from "immutable"
import { type BranchDay, type Ticket, isIn } from "../day/branch-day.ts"
import type { Decision } from "../day/decision.ts"
import type { DayOpened, PlanChanged } from "../day/events.ts"
import { type Openings, openingsOf } from "../day/opening-hours.ts"
import { obstacleOf, problemOf } from "../plan/plan-problem.ts"
import { nothingPast } from "../../forecast/recent-past.ts"

/** A branch whose first day has not come. */
export function beforeFirstDay(plan: Plan): BranchDay {
  return newDay("before-first", "0000-00-00" as BusinessDay, plan, 0 as Instant)
}

/** DAY-2, PLAN-4: a day is opened once, after the one before it was closed, and never an earlier one. */
export function openDay(
  day: BranchDay,
  { day: key, plan }: Command & { type: "open-day" },
  now: Instant,
): Decision {
  if (day.status === "open" || key <= day.day) return { refused: "day-already-open" }
  const problem = obstacleOf(plan)
  if (problem) return { refused: "plan-invalid", problem }
  return [{ type: "day-opened", at: now, day: key, plan, ...(day.learned ? { learned: day.learned } : {}) }]
}

export function dayOpened(_: BranchDay, { day, plan, at, learned }: DayOpened): BranchDay {
  return { ...newDay("open", day, plan, at), learned: learned ?? null }
}

/** DAY-3: closing ends every open ticket and every counter session. */
export function closeDay(day: BranchDay, now: Instant): Decision {
  return [
    ...Array.from(day.reserved.keySeq(), (ticketId) => ({
      type: "ticket-voided" as const,
      at: now,
      ticketId,
      reason: "day-closed" as const,
    })),
    ...Array.from(day.tickets.valueSeq().filter(isOpen), ({ id }) => ({
      type: "ticket-expired" as const,
      at: now,
      ticketId: id,
    })),
    ...Array.from(
      day.counters.entrySeq().filter(([, counter]) => counter.state.status !== "closed"),
      ([counterId]) => ({ type: "counter-closed" as const, at: now, counterId }),
    ),
    { type: "day-closed", at: now },
  ]
}

export function dayClosed(day: BranchDay): BranchDay {
  return { ...day, status: "closed" }
}

/** PLAN-2: what already happened stands; a service or counter in use may not be taken away. */
export function changePlan(
  day: BranchDay,
  { plan }: Command & { type: "change-plan" },
  now: Instant,
): Decision {
  const problem = problemOf(plan) ?? conflictOf(day, plan)
  if (problem) return { refused: "plan-invalid", problem }
  return [{ type: "plan-changed", at: now, plan }]
}

export function planChanged(day: BranchDay, { plan }: PlanChanged): BranchDay {
  return { ...day, plan, openings: openingsOf(plan, day.day) }
}

function conflictOf(day: BranchDay, plan: Plan): string | null {
  if (plan.branchId !== day.plan.branchId) return `the plan is for branch ${plan.branchId}`
  if (plan.zone !== day.plan.zone || plan.cutOver !== day.plan.cutOver)
    return "zone and cutOver cannot change while a business day is open"
  const services = new globalThis.Set<string>(plan.services.map(({ id }) => id))
  const left = day.tickets.find(
    (ticket) =>
      (isOpen(ticket) || ticket.status === "reserved") &&
      !servicesAheadOf(ticket).every((id) => services.has(id)),
  )
  if (left) return `ticket ${left.number} needs a service that the plan no longer has`
  const counters = new globalThis.Set<string>(plan.counters.map(({ id }) => id))
  const held = day.counters.findKey((counter, id) => counter.state.status !== "closed" && !counters.has(id))
  return held === undefined ? null : `counter ${held} is open and the plan no longer has it`
}

/** Every service that the ticket may still wait for. */
function servicesAheadOf({ serviceId, thenServiceIds, backTo }: Ticket): readonly ServiceId[] {
  const promised: ServiceId[] = []
  for (let promise = backTo; promise !== null; promise = promise.earlier) promised.push(promise.serviceId)
  return [serviceId, ...thenServiceIds, ...promised]
}

function isOpen(ticket: Ticket): boolean {
  return isIn(ticket, ["waiting", "called", "serving", "parked", "no-show"])
}

const noOpenings: Openings = { branch: { today: [], nextFrom: null }, byService: new globalThis.Map() }

function newDay(status: BranchDay["status"], day: BusinessDay, plan: Plan, at: Instant): BranchDay {
  return {
    status,
    day,
    plan,
    openings: status === "open" ? openingsOf(plan, day) : noOpenings,
    lastAt: at,
    tickets: Map(),
    lines: Map(),
    waitingByService: Map(),
    takenByService: Map(),
    series: Map(),
    counters: Map(),
    placedCount: 0,
    announcementCount: 0,
    announcements: [],
    missed: [],
    recent: nothingPast,
    learned: null,
    hasLearned: false,
    checksUsed: Set(),
    reserved: Map(),
  }
}
