import type {
  BusinessDay,
  CounterId,
  Instant,
  Language,
  Millis,
  ServiceId,
  TellerId,
  TicketId,
} from "@giliran/contract/basics"
import type { LearnedForecast } from "@giliran/contract/forecast"
import type { Plan } from "@giliran/contract/plan"
import type {
  CallReason,
  ClassGround,
  Place,
  TicketClass,
  TicketNumber,
  VoidReason,
} from "@giliran/contract/ticket"
import type { Announcement } from "@giliran/contract/display-view"
import type { CounterState } from "@giliran/contract/counter-view"
import type { Map, Set } from "immutable"
import type { ClassGiven } from "./class-here.ts"
import type { Openings } from "./opening-hours.ts"
import type { RecentPast } from "../../forecast/recent-past.ts"
import type { Line } from "./waiting-line.ts"

/** One branch's business day: the fold of its events. Nothing in it changes in place. */
export interface BranchDay {
  readonly status: "before-first" | "open" | "closed"
  readonly day: BusinessDay
  readonly plan: Plan
  /** The plan's hours as moments of this day. */
  readonly openings: Openings
  /** When the last event happened: no event is earlier than the one before it. */
  readonly lastAt: Instant
  readonly tickets: Map<TicketId, Ticket>
  /** Who waits, by audience, class and precedence; see queues.ts. */
  readonly lines: Map<string, Line>
  readonly waitingByService: Map<ServiceId, number>
  readonly takenByService: Map<ServiceId, number>
  /** The last count given out per series letter. */
  readonly series: Map<string, number>
  readonly counters: Map<CounterId, Counter>
  /** Places given out so far: breaks ties between tickets of one millisecond. */
  readonly placedCount: number
  readonly announcementCount: number
  /** The last announcements, oldest first. */
  readonly announcements: readonly Announcement[]
  /** Tickets that were called and nobody came, newest first. */
  readonly missed: readonly TicketId[]
  readonly recent: RecentPast
  /** What past days taught the forecast; null until they have. */
  readonly learned: LearnedForecast | null
  /** It was learned since this day began: nothing newer is to be had before the next. */
  readonly hasLearned: boolean
  /** Customer checks that a ticket was taken with: each proves once (PROOF-1). */
  readonly checksUsed: Set<string>
  /** Numbers that wait for paper, since when. */
  readonly reserved: Map<TicketId, Instant>
}

/** Whom a waiting ticket waits for: any counter of its service, or one counter or teller it was sent to. */
export type Audience =
  | { readonly for: "service" }
  | { readonly for: "counter"; readonly counterId: CounterId }
  | { readonly for: "teller"; readonly tellerId: TellerId }

/** The exact place of a ticket among those that wait; undoing a call restores it. */
export interface Spot {
  readonly audience: Audience
  /** Before all others of this audience (PLACE-2). */
  readonly isFirst: boolean
  /** Arrival for ordering. */
  readonly arrivedAt: Instant
  /** Breaks ties: smaller goes first. */
  readonly order: number
  readonly tie: number
}

/** A promise to come back to the teller who sent the ticket away. */
export interface BackTo {
  readonly tellerId: TellerId
  readonly tellerName: string
  readonly serviceId: ServiceId
  readonly place: Place
  /** The promise that stood when this one was given: it is kept after it. */
  readonly earlier: BackTo | null
}

/** A call and what led to it: enough to undo it. */
export interface Call {
  readonly counterId: CounterId
  readonly calledAt: Instant
  /** Announcements so far, the call included. */
  readonly attempts: number
  readonly announcedAt: Instant
  readonly reason: CallReason
}

/** What a ticket keeps through all its statuses. */
export interface TicketFacts {
  readonly id: TicketId
  readonly number: TicketNumber
  readonly serviceId: ServiceId
  readonly thenServiceIds: readonly ServiceId[]
  readonly class: TicketClass
  /** Why it has its class; null when nobody said (CLASS-1). */
  readonly ground: ClassGround | null
  /** Every class that it was given, the latest last: with another service it may have another (CLASS-7). */
  readonly classesGiven: readonly ClassGiven[]
  /** Its customer asked not to be called aloud (DISCREET-1). */
  readonly wantsDiscreet: boolean
  readonly language: Language
  readonly takenAt: Instant
  /** The place it has, or had before it was called. */
  readonly spot: Spot
  /** Start of the current wait segment: the taking, or the latest transfer. */
  readonly waitingSince: Instant
  readonly backTo: BackTo | null
  /** The first call of the visit: wait = taken → first call (TIME-1). */
  readonly firstCalledAt: Instant | null
  /** The first serving of the visit. */
  readonly firstServedAt: Instant | null
}

export type Ticket = TicketFacts &
  /** Waits for paper (RESERVE-1). */
  (
    | { readonly status: "reserved" }
    | { readonly status: "waiting" }
    | { readonly status: "called"; readonly call: Call }
    | {
        readonly status: "serving"
        readonly call: Call
        readonly servingSince: Instant
        readonly servedMs: Millis
      }
    | {
        readonly status: "parked"
        readonly call: Call
        readonly parkedAt: Instant
        readonly wakeAt: Instant | null
        readonly servedMs: Millis
      }
    | { readonly status: "no-show"; readonly call: Call; readonly missedAt: Instant }
    | {
        readonly status: "finished" | "withdrawn" | "expired"
        readonly endedAt: Instant
        /** Where it was called to last. Of an ended ticket nothing more is asked; why it was called is in the ledger. */
        readonly lastCounterId: CounterId | null
      }
    | {
        readonly status: "voided"
        readonly endedAt: Instant
        readonly lastCounterId: null
        readonly reason: VoidReason
      }
  )

export type TicketIn<Status extends Ticket["status"]> = Ticket & { readonly status: Status }

export interface Counter {
  readonly state: CounterState
  /** The ticket it calls or serves. */
  readonly inHand: TicketId | null
  /** Tickets set aside here, oldest first. */
  readonly parked: readonly TicketId[]
}

const idleCounter: Counter = { state: { status: "closed" }, inHand: null, parked: [] }

export function counterOf(day: Pick<BranchDay, "counters">, counterId: CounterId): Counter {
  return day.counters.get(counterId) ?? idleCounter
}

/** An event of a ticket the day does not know is a broken ledger, never an expected no. */
export function ticketOf(day: BranchDay, ticketId: TicketId): Ticket {
  const ticket = day.tickets.get(ticketId)
  if (!ticket) throw new Error(`The day has no ticket ${ticketId}`)
  return ticket
}

/** Likewise of a ticket in a status that the event cannot follow. */
export function ticketIn<Status extends Ticket["status"]>(
  day: BranchDay,
  ticketId: TicketId,
  ...statuses: readonly Status[]
): TicketIn<Status> {
  const ticket = ticketOf(day, ticketId)
  if (!isIn(ticket, statuses))
    throw new Error(`Ticket ${ticket.number} is ${ticket.status}, not ${statuses.join(" or ")}`)
  return ticket
}

export function isIn<Status extends Ticket["status"]>(
  ticket: Ticket,
  statuses: readonly Status[],
): ticket is TicketIn<Status> {
  return (statuses as readonly string[]).includes(ticket.status)
}

/** The ticket without what only its status knows, ready for another status. */
export function factsOf(ticket: Ticket): TicketFacts {
  return {
    id: ticket.id,
    number: ticket.number,
    serviceId: ticket.serviceId,
    thenServiceIds: ticket.thenServiceIds,
    class: ticket.class,
    ground: ticket.ground,
    classesGiven: ticket.classesGiven,
    wantsDiscreet: ticket.wantsDiscreet,
    language: ticket.language,
    takenAt: ticket.takenAt,
    spot: ticket.spot,
    waitingSince: ticket.waitingSince,
    backTo: ticket.backTo,
    firstCalledAt: ticket.firstCalledAt,
    firstServedAt: ticket.firstServedAt,
  }
}

export function never(value: never): never {
  throw new Error(`Impossible: ${JSON.stringify(value)}`)
}
