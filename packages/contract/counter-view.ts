import { z } from "zod"
import { AdviceShown } from "./advice.ts"
import { CounterId, Instant, Language, Millis, ServiceId, Text, TicketId, WaitRange } from "./basics.ts"
import { TroubledDevice } from "./device-health.ts"
import { HelpRequest } from "./help.ts"
import { CallReason, ClassGround, Outcome, Teller, TicketClass, TicketNumber } from "./ticket.ts"
import { Opening, ServiceQueue, viewHead } from "./view-head.ts"

export const CounterAction = z.enum([
  "open-counter",
  "resume-counter",
  "pause-counter",
  "close-counter",
  "call-next",
  "call-ticket",
  "recall-ticket",
  "serve-ticket",
  "finish-ticket",
  "finish-and-call-next",
  "no-show-ticket",
  "park-ticket",
  "resume-ticket",
  "transfer-ticket",
  "undo-call",
  "return-ticket",
  "reclass-ticket",
])
export type CounterAction = z.infer<typeof CounterAction>

export const CounterState = z.discriminatedUnion("status", [
  z.strictObject({ status: z.literal("closed") }),
  z.strictObject({
    status: z.literal("open"),
    teller: Teller,
    screenId: z.string().nullable(),
    openedAt: Instant,
  }),
  z.strictObject({
    status: z.literal("paused"),
    teller: Teller,
    screenId: z.string().nullable(),
    openedAt: Instant,
    pausedAt: Instant,
    reason: z.string(),
  }),
])
export type CounterState = z.infer<typeof CounterState>

/** One of the branch's counters, and who is there. */
export const CounterSummary = z.strictObject({
  id: CounterId,
  status: z.enum(["open", "paused", "closed"]),
  teller: Teller.nullable(),
})
export type CounterSummary = z.infer<typeof CounterSummary>

const listed = {
  id: TicketId,
  number: TicketNumber,
  serviceId: ServiceId,
  class: TicketClass,
  /** Why it has its class, for staff alone; null when nobody said. */
  ground: ClassGround.nullable(),
  /** Its call is not shown in the hall (DISCREET-1). */
  isDiscreet: z.boolean(),
  takenAt: Instant,
}

/** The ticket that the counter calls or serves. */
export const TicketInHand = z.strictObject({
  ...listed,
  status: z.enum(["called", "serving"]),
  language: Language,
  /** Taken (or sent on) → this call. */
  waitedMs: Millis,
  targetWaitMs: Millis,
  expectedServiceMs: Millis,
  calledAt: Instant,
  servingSince: Instant.nullable(),
  /** Service time before it was parked, which the running clock adds to. */
  servedMs: Millis,
  attempts: z.number().int().nonnegative(),
  attemptLimit: z.number().int().positive(),
  /** Announced often enough, and the last time long enough ago to come: no-show is offered. */
  isInVain: z.boolean(),
  /** When it may be announced again; null when it may not. */
  recallAt: Instant.nullable(),
  /** Until when the call may be undone; null when it may not. */
  undoUntil: Instant.nullable(),
  reason: CallReason,
  /** The reason in one line. */
  why: Text,
  thenServiceIds: z.array(ServiceId),
  /** The teller who gets it back afterwards. */
  backTo: z.string().nullable(),
})
export type TicketInHand = z.infer<typeof TicketInHand>

export const WaitingTicket = z.strictObject({
  ...listed,
  /** Since when it waits in this queue. */
  waitingSince: Instant,
  isLate: z.boolean(),
  /** Sent to this counter or its teller. */
  isForMe: z.boolean(),
  wait: WaitRange,
})
export type WaitingTicket = z.infer<typeof WaitingTicket>

export const ParkedTicket = z.strictObject({
  ...listed,
  parkedAt: Instant,
  wakeAt: Instant.nullable(),
  isDue: z.boolean(),
})
export type ParkedTicket = z.infer<typeof ParkedTicket>

export const MissedTicket = z.strictObject({ ...listed, missedAt: Instant, returnUntil: Instant })
export type MissedTicket = z.infer<typeof MissedTicket>

export const CounterView = z.strictObject({
  kind: z.literal("counter"),
  ...viewHead,
  opening: Opening,
  counterId: CounterId,
  state: CounterState,
  ticket: TicketInHand.nullable(),
  /** What the one big button does now; null when there is nothing to do but wait. */
  primary: CounterAction.nullable(),
  /** Everything that would not be refused now, the primary included. */
  actions: z.array(CounterAction),
  waiting: z.strictObject({
    count: z.number().int().nonnegative(),
    longestMs: Millis,
    /** In the order in which this counter would call them, at most fifty. */
    tickets: z.array(WaitingTicket),
  }),
  parked: z.array(ParkedTicket),
  /** Missed tickets that may still return, newest first, at most twenty. */
  missed: z.array(MissedTicket),
  services: z.array(ServiceQueue.extend({ isMine: z.boolean() })),
  counters: z.array(CounterSummary),
  /** Which counter to open now; null when nothing is worth saying, and for whoever is no supervisor (ADVICE-3). */
  advice: AdviceShown.nullable(),
  /** Kiosks where a customer asks for somebody, the oldest first. */
  help: z.array(HelpRequest),
  /** Screens of the branch that are not well; none for whoever is no supervisor. */
  troubles: z.array(TroubledDevice),
  pauseReasons: z.array(z.strictObject({ id: z.string(), name: Text })),
  outcomes: z.array(Outcome),
})
export type CounterView = z.infer<typeof CounterView>
