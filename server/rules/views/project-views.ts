import type { Instant, TicketId } from "@giliran/contract/basics"
import type { ServicePlan } from "@giliran/contract/plan"
import type { Announcement, DisplayView } from "@giliran/contract/display-view"
import type { BranchFace, Opening, ServiceQueue, ServiceStatus } from "@giliran/contract/view-head"
import type { CounterSummary } from "@giliran/contract/counter-view"
import type { KioskView } from "@giliran/contract/kiosk-view"
import type { TicketProgress, TicketView } from "@giliran/contract/ticket-view"
import type { ViewKind } from "@giliran/contract/views"
import { type BranchDay, type Ticket, counterOf, never } from "../day/branch-day.ts"
import { isDiscreet } from "../verbs/call-ticket.ts"
import { decide } from "../verbs/decide.ts"
import { isRefusal } from "../day/decision.ts"
import { announcementsCarried, callsShown, isInZone } from "@giliran/contract/hall-calls"
import { hallOf, zonesOf } from "./project-hall.ts"
import { returnableUntil } from "../verbs/no-show.ts"
import { openStateAt } from "../day/opening-hours.ts"
import { ownPhrasesOf } from "../plan/own-phrases.ts"
import { offersDiscreet, refusalToTake, serviceOf } from "../verbs/take-ticket.ts"
import { forecastForNewcomer, outlookOf } from "./wait-forecast.ts"
import { type PoolOf, poolsOf } from "../calling/waiting-pool.ts"

/** Views are cut from the day, whole, one audience each: nobody sees more than stands here. */

/** What the queue knows of what a kiosk shows. */
export type KioskCut = Omit<KioskView, "help" | "printers">

export function projectKiosk(day: BranchDay, version: number, now: Instant): KioskCut {
  const poolOf = poolsOf(day)
  return {
    kind: "kiosk",
    ...viewHead(day, "kiosk", version, now),
    opening: openingOf(day, now),
    services: day.plan.services.map((service) => ({
      ...queueOf(day, service, poolOf, now),
      line: service.line,
      group: service.group ?? null,
      bring: service.bring,
      cost: service.cost ?? null,
      availability: availabilityOf(day, service, now),
    })),
    offersDiscreet: offersDiscreet(day.plan),
    paperText: day.plan.paper?.text ?? null,
  }
}

export function projectDisplay(day: BranchDay, version: number, now: Instant): DisplayView {
  const poolOf = poolsOf(day)
  return {
    kind: "display",
    ...viewHead(day, "display", version, now),
    opening: openingOf(day, now),
    calls: latestCalls(day),
    announcements: day.announcements.slice(-announcementsCarried),
    services: day.plan.services.map((service) => queueOf(day, service, poolOf, now)),
    ...hallOf(day, now),
  }
}

/** Null when the day has no such ticket. */
export function projectTicket(
  day: BranchDay,
  ticketId: TicketId,
  version: number,
  now: Instant,
): TicketView | null {
  const ticket = day.tickets.get(ticketId)
  const service = ticket && serviceOf(day, ticket.serviceId)
  if (!ticket || !service) return null
  const orders = [
    { type: "withdraw-ticket", ticketId },
    { type: "return-ticket", ticketId },
    { type: "confirm-ticket", ticketId, carriedBy: "screen" },
  ] as const
  return {
    kind: "ticket",
    ...viewHead(day, "ticket", version, now),
    ticketId,
    number: ticket.number,
    service: {
      id: service.id,
      letter: service.letter,
      name: service.name,
      bring: service.bring,
      cost: service.cost ?? null,
    },
    thenServices: ticket.thenServiceIds.flatMap((id) => serviceOf(day, id)?.name ?? []),
    language: ticket.language,
    isDiscreet: isDiscreet(day, ticket),
    takenAt: ticket.takenAt,
    progress: progressOf(day, ticket, now),
    actions: orders.filter((order) => !isRefusal(decide(day, order, now))).map(({ type }) => type),
  }
}

export function viewHead(
  day: BranchDay,
  kind: ViewKind,
  version: number,
  now: Instant,
): Pick<KioskView, "version" | "at" | "day" | "branch"> {
  const phrases = ownPhrasesOf(day.plan, kind)
  const face = branchFace(day)
  return { version, at: now, day: day.day, branch: phrases === undefined ? face : { ...face, phrases } }
}

export function branchFace({ plan }: BranchDay): BranchFace {
  const { branchId, name, zone, languages, brand } = plan
  return { id: branchId, name, zone, languages, brand }
}

export function counterSummaries(day: BranchDay): CounterSummary[] {
  return day.plan.counters.map(({ id }) => {
    const { state } = counterOf(day, id)
    return { id, status: state.status, teller: state.status === "closed" ? null : state.teller }
  })
}

export function openingOf(day: BranchDay, now: Instant): Opening {
  const hours = openStateAt(day.openings.branch, now)
  if (day.status !== "open" || !hours.isOpen)
    return { status: "closed", opensAt: hours.isOpen ? null : hours.opensAt }
  return day.plan.isTakingPaused ? { status: "paused" } : { status: "open", closesAt: hours.closesAt }
}

export function queueOf(day: BranchDay, service: ServicePlan, poolOf: PoolOf, now: Instant): ServiceQueue {
  return {
    id: service.id,
    letter: service.letter,
    name: service.name,
    waitingCount: day.waitingByService.get(service.id) ?? 0,
    wait: forecastForNewcomer(day, service.id, "regular", poolOf, now),
  }
}

function availabilityOf(day: BranchDay, service: ServicePlan, now: Instant): ServiceStatus {
  const refusal = refusalToTake(day, service, now)
  switch (refusal?.refused) {
    case undefined:
      return { status: "open" }
    case "service-full":
      return { status: "full" }
    case "service-paused":
    case "taking-paused":
      return { status: "paused" }
    default:
      return { status: "closed", opensAt: refusal && "opensAt" in refusal ? refusal.opensAt : null }
  }
}

function latestCalls(day: BranchDay): Announcement[] {
  const latest: Announcement[] = []
  for (const announcement of day.announcements.toReversed())
    if (!latest.some(({ ticketId }) => ticketId === announcement.ticketId)) latest.push(announcement)
  const shown = new Set(latest.slice(0, callsShown))
  for (const zone of zonesOf(day.plan))
    for (const call of latest.filter((one) => isInZone(one, zone)).slice(0, callsShown)) shown.add(call)
  return latest.filter((call) => shown.has(call))
}

function progressOf(day: BranchDay, ticket: Ticket, now: Instant): TicketProgress {
  switch (ticket.status) {
    case "waiting": {
      const { ahead, wait } = outlookOf(day, ticket, now)
      return { status: "waiting", position: ahead + 1, wait }
    }
    case "called":
      return {
        status: "called",
        counterId: ticket.call.counterId,
        calledAt: ticket.call.calledAt,
        attempt: ticket.call.attempts,
      }
    case "reserved":
      return { status: "reserved" }
    case "serving":
    case "parked":
      return { status: ticket.status, counterId: ticket.call.counterId }
    case "no-show":
      return { status: "no-show", returnUntil: returnableUntil(day, ticket) }
    case "finished":
    case "withdrawn":
    case "expired":
    case "voided":
      return { status: ticket.status, endedAt: ticket.endedAt }
    default:
      return never(ticket)
  }
}
