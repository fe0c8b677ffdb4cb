import type { BusinessDay, CounterId, Instant, Language, ServiceId, TicketId } from "@giliran/contract/basics"
import type { LearnedForecast } from "@giliran/contract/forecast"
import type { Plan } from "@giliran/contract/plan"
import type {
  CallReason,
  Carrier,
  ClassGround,
  Outcome,
  Teller,
  TicketClass,
  TicketNumber,
  VoidReason,
} from "@giliran/contract/ticket"
import type { BackTo, Spot } from "./branch-day.ts"
import type { ClassHere } from "./class-here.ts"

/**
 * What happened. Events carry everything that the fold needs, so that replaying last March gives last March;
 * their shape is for ever: add fields, never change one.
 */
export type BranchEvent =
  | DayOpened
  | DayClosed
  | PlanChanged
  | ForecastLearned
  | TicketTaken
  | TicketReserved
  | TicketVoided
  | TicketEnded
  | TicketCalled
  | TicketRecalled
  | CallUndone
  | ServingStarted
  | TicketFinished
  | TicketMovedOn
  | TicketMissed
  | TicketReturned
  | TicketParked
  | TicketResumed
  | TicketTransferred
  | TicketReleased
  | TicketReclassed
  | CounterOpened
  | CounterPaused
  | CounterResumed
  | CounterClosed

interface Happened<Type extends string> {
  readonly type: Type
  readonly at: Instant
}

interface OfTicket<Type extends string> extends Happened<Type> {
  readonly ticketId: TicketId
}

interface AtCounter<Type extends string> extends OfTicket<Type> {
  readonly counterId: CounterId
}

export interface DayOpened extends Happened<"day-opened"> {
  readonly day: BusinessDay
  readonly plan: Plan
  /** What the forecast knew when the day began; left out while it knew nothing. */
  readonly learned?: LearnedForecast
}

export type DayClosed = Happened<"day-closed">

export interface PlanChanged extends Happened<"plan-changed"> {
  readonly plan: Plan
}

/** From the past days, in the night or soon after. */
export interface ForecastLearned extends Happened<"forecast-learned"> {
  readonly learned: LearnedForecast
}

/** What a ticket has from the moment it is taken or reserved. */
export interface TicketGiven {
  readonly ticketId: TicketId
  readonly number: TicketNumber
  readonly letter: string
  readonly count: number
  readonly serviceId: ServiceId
  readonly thenServiceIds: readonly ServiceId[]
  readonly class: TicketClass
  readonly ground?: ClassGround
  /** The customer check that proved the class, by its random name: who it was for is in no event. */
  readonly check?: string
  readonly isDiscreet?: true
  readonly language: Language
  readonly spot: Spot
}

export interface TicketTaken extends Happened<"ticket-taken">, TicketGiven {
  /** Of one that was reserved first: when, and what carries it now. */
  readonly reservedAt?: Instant
  readonly carriedBy?: Carrier
}

/** A number that waits for paper, and for nobody to call it. */
export interface TicketReserved extends Happened<"ticket-reserved">, TicketGiven {}

/** Given to nobody: why there is a gap in the series. */
export interface TicketVoided extends OfTicket<"ticket-voided"> {
  readonly reason: VoidReason
}

/** The customer gave up, or the day closed first. */
export type TicketEnded = OfTicket<"ticket-withdrawn"> | OfTicket<"ticket-expired">

export interface TicketCalled extends AtCounter<"ticket-called"> {
  readonly tellerId: string
  readonly reason: CallReason
  /** It was not announced. */
  readonly isDiscreet?: true
}

export interface TicketRecalled extends AtCounter<"ticket-recalled"> {
  readonly isDiscreet?: true
}

export type CallUndone = AtCounter<"call-undone">
export type ServingStarted = AtCounter<"serving-started">

export interface TicketFinished extends AtCounter<"ticket-finished"> {
  readonly outcome: Outcome
  readonly note: string | null
}

/** Finished here, and on to the next service of the visit, or back to the teller who sent it. */
export interface TicketMovedOn extends AtCounter<"ticket-moved-on"> {
  readonly outcome: Outcome
  readonly note: string | null
  readonly cause: "visit" | "back"
  readonly serviceId: ServiceId
  readonly thenServiceIds: readonly ServiceId[]
  readonly spot: Spot
  /** The class that it has there; left out, the one that it had. */
  readonly classThere?: ClassHere
}

export type TicketMissed = AtCounter<"ticket-missed">

export interface TicketReturned extends OfTicket<"ticket-returned"> {
  readonly spot: Spot
}

export interface TicketParked extends AtCounter<"ticket-parked"> {
  readonly wakeAt: Instant | null
}

export type TicketResumed = AtCounter<"ticket-resumed">

export interface TicketTransferred extends AtCounter<"ticket-transferred"> {
  readonly serviceId: ServiceId
  readonly spot: Spot
  readonly backTo: BackTo | null
  /** As of a ticket that moved on. */
  readonly classThere?: ClassHere
}

/** Whom it was meant for went home: it waits for its service again. */
export interface TicketReleased extends OfTicket<"ticket-released"> {
  readonly spot: Spot
}

/** Staff changed why it may go sooner. */
export interface TicketReclassed extends OfTicket<"ticket-reclassed"> {
  readonly from: TicketClass
  readonly to: TicketClass
  readonly reason: string
}

export interface CounterOpened extends Happened<"counter-opened"> {
  readonly counterId: CounterId
  readonly teller: Teller
  readonly screenId: string | null
}

export interface CounterPaused extends Happened<"counter-paused"> {
  readonly counterId: CounterId
  readonly reason: string
}

export interface CounterResumed extends Happened<"counter-resumed"> {
  readonly counterId: CounterId
}

export interface CounterClosed extends Happened<"counter-closed"> {
  readonly counterId: CounterId
}
