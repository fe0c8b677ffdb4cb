import type { CounterId, Instant, ServiceId, TicketId } from "@giliran/contract/basics"
import type { Command, Proof, TakeTicket } from "@giliran/contract/commands"
import type { Plan, ServicePlan } from "@giliran/contract/plan"
import type { Refusal } from "@giliran/contract/refusals"
import type { TicketClass, TicketNumber } from "@giliran/contract/ticket"
import {
  type BranchDay,
  type Ticket,
  type TicketFacts,
  counterOf,
  factsOf,
  isIn,
  ticketIn,
} from "../day/branch-day.ts"
import type { Decision } from "../day/decision.ts"
import type { TicketEnded, TicketGiven, TicketReserved, TicketTaken } from "../day/events.ts"
import { openStateAt } from "../day/opening-hours.ts"
import { dequeue, enqueue, spotAt } from "../day/queues.ts"
import { afterLeaving } from "../../forecast/recent-past.ts"

/** TAKE-1 … TAKE-5: a number for a service that is open, not paused and not full. */
export function takeTicket(
  day: BranchDay,
  command: Command & { type: "take-ticket" },
  now: Instant,
): Decision {
  const given = numberFor(day, command, now)
  return "refused" in given ? given : [{ type: "ticket-taken", at: now, ...given }]
}

/** Everything that a ticket has from its taking, or why there is none to be had. */
export function numberFor(
  day: BranchDay,
  command: Omit<TakeTicket, "type">,
  now: Instant,
): TicketGiven | Refusal {
  if (day.tickets.has(command.ticketId)) return { refused: "ticket-already-taken" }
  const service = serviceOf(day, command.serviceId)
  if (!service) return { refused: "unknown-service", serviceId: command.serviceId }
  const unknown = command.thenServiceIds.find((id) => !serviceOf(day, id))
  if (unknown !== undefined) return { refused: "unknown-service", serviceId: unknown }
  const refusal = refusalToTake(day, service, now)
  if (refusal) return refusal
  if (command.isDiscreet && !offersDiscreet(day.plan)) return { refused: "discreet-not-offered" }
  const { ground, proof } = command
  if (proof && !isGood(day, proof, now)) return { refused: "proof-expired" }
  const letter = letterOf(day, service, command.class)
  const count = (day.series.get(letter) ?? day.plan.numbering.first - 1) + 1
  return {
    ticketId: command.ticketId,
    number: numberOf(day, letter, count),
    letter,
    count,
    serviceId: command.serviceId,
    thenServiceIds: command.thenServiceIds,
    class: command.class,
    ...(ground ? { ground } : {}),
    ...(proof ? { check: proof.check } : {}),
    ...(command.isDiscreet ? { isDiscreet: true } : {}),
    language: command.language,
    spot: spotAt(day, now),
  }
}

export function ticketTaken(day: BranchDay, event: TicketTaken): BranchDay {
  return enqueue(event.reservedAt === undefined ? numbered(day, event) : confirmed(day, event), {
    ...factsTaken(event),
    status: "waiting",
  })
}

/** The number is gone from its series, the proof is used, and the day's limit is nearer. */
export function numbered(day: BranchDay, event: TicketGiven): BranchDay {
  return {
    ...day,
    series: day.series.set(event.letter, event.count),
    takenByService: countedFor(day, event.serviceId, 1),
    checksUsed: event.check === undefined ? day.checksUsed : day.checksUsed.add(event.check),
  }
}

/** All that was done when it was reserved, and undone if it was voided since. */
function confirmed(day: BranchDay, { ticketId, serviceId }: TicketTaken): BranchDay {
  return {
    ...day,
    reserved: day.reserved.delete(ticketId),
    takenByService: day.reserved.has(ticketId) ? day.takenByService : countedFor(day, serviceId, 1),
  }
}

export function countedFor(
  { takenByService }: Pick<BranchDay, "takenByService">,
  serviceId: ServiceId,
  more: number,
): BranchDay["takenByService"] {
  return takenByService.set(serviceId, (takenByService.get(serviceId) ?? 0) + more)
}

export function factsTaken(event: TicketTaken | TicketReserved): TicketFacts {
  const { serviceId } = event
  const ground = event.ground ?? null
  const takenAt = "reservedAt" in event ? (event.reservedAt ?? event.at) : event.at
  return {
    id: event.ticketId,
    number: event.number,
    serviceId,
    thenServiceIds: event.thenServiceIds,
    class: event.class,
    ground,
    classesGiven: [{ serviceId, class: event.class, ground }],
    wantsDiscreet: event.isDiscreet ?? false,
    language: event.language,
    takenAt,
    spot: event.spot,
    waitingSince: takenAt,
    backTo: null,
    firstCalledAt: null,
    firstServedAt: null,
  }
}

/** Why a number of this service cannot be had now; the kiosk's cards ask the same question. */
export function refusalToTake(day: BranchDay, service: ServicePlan, now: Instant): Refusal | null {
  if (day.status !== "open") return { refused: "day-closed" }
  if (day.plan.isTakingPaused) return { refused: "taking-paused" }
  const branch = openStateAt(day.openings.branch, now)
  if (!branch.isOpen) return { refused: "branch-closed", opensAt: branch.opensAt }
  const calendar = day.openings.byService.get(service.id) ?? day.openings.branch
  const hours = openStateAt(calendar, now)
  if (!hours.isOpen) return { refused: "service-closed", serviceId: service.id, opensAt: hours.opensAt }
  if (service.isPaused) return { refused: "service-paused", serviceId: service.id }
  if (service.dailyLimit !== undefined && (day.takenByService.get(service.id) ?? 0) >= service.dailyLimit)
    return { refused: "service-full", serviceId: service.id, opensAt: calendar.nextFrom }
  return null
}

/** WITHDRAW-1: the customer gives up while waiting, or after a call that was missed. */
export function withdrawTicket(
  day: BranchDay,
  { ticketId }: Command & { type: "withdraw-ticket" },
  now: Instant,
): Decision {
  const ticket = day.tickets.get(ticketId)
  if (!ticket) return { refused: "unknown-ticket" }
  if (!isIn(ticket, ["waiting", "no-show"]))
    return { refused: "ticket-in-other-status", status: ticket.status }
  return [{ type: "ticket-withdrawn", at: now, ticketId }]
}

/** Withdrawn by the customer or expired with the day: out of every list. */
export function ticketEnded(day: BranchDay, { type, at, ticketId }: TicketEnded): BranchDay {
  const ticket = ticketIn(day, ticketId, "waiting", "called", "serving", "parked", "no-show")
  const ended: Ticket = {
    ...factsOf(ticket),
    status: type === "ticket-withdrawn" ? "withdrawn" : "expired",
    endedAt: at,
    lastCounterId: ticket.status === "waiting" ? null : ticket.call.counterId,
  }
  const cleared = ticket.status === "waiting" ? dequeue(day, ticket) : day
  return {
    ...cleared,
    recent:
      ticket.status === "waiting" && type === "ticket-withdrawn" ? afterLeaving(day.recent, at) : day.recent,
    tickets: cleared.tickets.set(ticketId, ended),
    missed: ticket.status === "no-show" ? day.missed.filter((id) => id !== ticketId) : day.missed,
    counters:
      ticket.status === "waiting" ? day.counters : withoutTicket(day, ticket.call.counterId, ticketId),
  }
}

function withoutTicket(day: BranchDay, counterId: CounterId, ticketId: TicketId): BranchDay["counters"] {
  const { state, inHand, parked } = counterOf(day, counterId)
  const rest = parked.filter((id) => id !== ticketId)
  return day.counters.set(counterId, { state, inHand: inHand === ticketId ? null : inHand, parked: rest })
}

/** DISCREET-2. */
export function offersDiscreet({ calls }: Pick<Plan, "calls">): boolean {
  return calls.discreetOnWish !== false
}

export function serviceOf(day: BranchDay, serviceId: string): ServicePlan | undefined {
  return day.plan.services.find(({ id }) => id === serviceId)
}

/** PROOF-1: on its day, until its moment, and once. */
function isGood(day: BranchDay, { check, day: given, until }: Proof, now: Instant): boolean {
  return given === day.day && now <= until && !day.checksUsed.has(check)
}

/** CLASS-5: the service's, unless the plan gives the class its own. */
function letterOf({ plan }: BranchDay, service: ServicePlan, ticketClass: TicketClass): string {
  return plan.classes[ticketClass].letter ?? service.letter
}

/** TAKE-4: `A042`; after 999 comes `A1000`. */
function numberOf(day: BranchDay, letter: string, count: number): TicketNumber {
  return `${letter}${String(count).padStart(day.plan.numbering.digits, "0")}`
}
