import { z } from "zod"
import {
  BranchId,
  BusinessDay,
  CounterId,
  Instant,
  Language,
  Millis,
  ServiceId,
  Text,
  TicketId,
  WaitRange,
  ZoneId,
} from "./basics.ts"
import { AdviceShown } from "./advice.ts"
import { PrinterStatus, TroubledDevice } from "./device-health.ts"
import { HelpRequest, HelpShown } from "./help.ts"
import { Brand, OwnPhrases } from "./plan.ts"
import { CallReason, ClassGround, Outcome, Teller, TicketClass, TicketNumber } from "./ticket.ts"

/**
 * What one audience may see, whole. `version` is the ledger's sequence number: a screen keeps the newest and drops
 * older ones. Two views of one version may differ only in `at`: what time alone changes (waits, hours) is sent again.
 */

/** Open for customers now, closed by its hours, or paused by its manager. */
export const Opening = z.discriminatedUnion("status", [
  z.strictObject({ status: z.literal("open"), closesAt: Instant }),
  z.strictObject({ status: z.literal("closed"), opensAt: Instant.nullable() }),
  z.strictObject({ status: z.literal("paused") }),
])
export type Opening = z.infer<typeof Opening>

/** The branch as its screens name and dress it. */
export const BranchFace = z.strictObject({
  id: BranchId,
  name: z.string(),
  zone: z.string(),
  languages: z.array(Language),
  brand: Brand,
  /** The bank's own words for this screen, where it has some. */
  phrases: OwnPhrases.optional(),
})
export type BranchFace = z.infer<typeof BranchFace>

/** What every view begins with. */
const head = {
  version: z.number().int().nonnegative(),
  /** The server's clock when the view was made. */
  at: Instant,
  day: BusinessDay,
  branch: BranchFace,
}

export const ServiceStatus = z.discriminatedUnion("status", [
  z.strictObject({ status: z.literal("open") }),
  z.strictObject({ status: z.literal("closed"), opensAt: Instant.nullable() }),
  z.strictObject({ status: z.literal("paused") }),
  z.strictObject({ status: z.literal("full") }),
])
export type ServiceStatus = z.infer<typeof ServiceStatus>

/** One service's queue in figures, for a card or a strip. */
export const ServiceQueue = z.strictObject({
  id: ServiceId,
  letter: z.string(),
  name: Text,
  waitingCount: z.number().int().nonnegative(),
  /** What a customer who came now would wait. */
  wait: WaitRange,
})
export type ServiceQueue = z.infer<typeof ServiceQueue>

export const ServiceCard = ServiceQueue.extend({
  line: Text,
  group: Text.nullable(),
  bring: z.array(Text),
  cost: Text.nullable(),
  availability: ServiceStatus,
})
export type ServiceCard = z.infer<typeof ServiceCard>

/** A network printer of the branch, as the server last found it. */
export const PrinterShown = z.strictObject({ id: z.string(), status: PrinterStatus })
export type PrinterShown = z.infer<typeof PrinterShown>

export const KioskView = z.strictObject({
  kind: z.literal("kiosk"),
  ...head,
  opening: Opening,
  services: z.array(ServiceCard),
  /** Customers may wish not to be called aloud (DISCREET-2). */
  offersDiscreet: z.boolean(),
  /** The bank's own words at the foot of a ticket on paper. */
  paperText: Text.nullable(),
  printers: z.array(PrinterShown),
  /** Where in the branch customers ask for somebody. */
  help: z.array(HelpShown),
})
export type KioskView = z.infer<typeof KioskView>

/** One shown and spoken call or recall. */
export const Announcement = z.strictObject({
  /** Rises by one with each announcement of the day; a screen speaks what is above the last it spoke. */
  no: z.number().int().positive(),
  at: Instant,
  ticketId: TicketId,
  number: TicketNumber,
  counterId: CounterId,
  serviceId: ServiceId,
  /** 1 for the call, 2 for the first recall. */
  attempt: z.number().int().positive(),
  language: Language,
})
export type Announcement = z.infer<typeof Announcement>

/** A part of the branch that a display may be for (ZONE-1). */
export const HallZone = z.strictObject({
  id: ZoneId,
  name: Text,
  /** Null: its calls are found by their service. */
  counterIds: z.array(CounterId).nullable(),
  serviceIds: z.array(ServiceId),
})
export type HallZone = z.infer<typeof HallZone>

/** One counter as customers in front of it see it. */
export const HallCounter = z.strictObject({
  id: CounterId,
  status: z.enum(["open", "paused", "closed"]),
  /** Who is there or on the way; null of a discreet ticket as well (DISCREET-1). */
  ticket: z
    .strictObject({ number: TicketNumber, status: z.enum(["called", "serving"]), attempt: z.number().int() })
    .nullable(),
})
export type HallCounter = z.infer<typeof HallCounter>

/** A picture or a film that is to be shown now; at `/media/{branch}/{file}`. */
export const HallMedia = z.strictObject({
  file: z.string(),
  kind: z.enum(["image", "video"]),
  seconds: z.number().int(),
  hasSound: z.boolean(),
})
export type HallMedia = z.infer<typeof HallMedia>

export const DisplayView = z.strictObject({
  kind: z.literal("display"),
  ...head,
  opening: Opening,
  /** The latest call of each ticket, newest first: the last six of the branch, and of each zone. */
  calls: z.array(Announcement),
  /** The last announcements, oldest first, at most twelve. */
  announcements: z.array(Announcement),
  services: z.array(ServiceQueue),
  counters: z.array(HallCounter),
  zones: z.array(HallZone),
  media: z.array(HallMedia),
  ticker: z.array(Text),
})
export type DisplayView = z.infer<typeof DisplayView>

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
  ...head,
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

/** A ticket's life as its customer sees it. */
export const TicketProgress = z.discriminatedUnion("status", [
  z.strictObject({ status: z.literal("reserved") }),
  z.strictObject({
    status: z.literal("waiting"),
    position: z.number().int().positive(),
    wait: WaitRange,
  }),
  z.strictObject({
    status: z.literal("called"),
    counterId: CounterId,
    calledAt: Instant,
    attempt: z.number().int().positive(),
  }),
  z.strictObject({ status: z.literal("serving"), counterId: CounterId }),
  z.strictObject({ status: z.literal("parked"), counterId: CounterId }),
  z.strictObject({ status: z.literal("no-show"), returnUntil: Instant }),
  z.strictObject({ status: z.enum(["finished", "withdrawn", "expired", "voided"]), endedAt: Instant }),
])
export type TicketProgress = z.infer<typeof TicketProgress>

export const TicketView = z.strictObject({
  kind: z.literal("ticket"),
  ...head,
  ticketId: TicketId,
  number: TicketNumber,
  service: z.strictObject({
    id: ServiceId,
    letter: z.string(),
    name: Text,
    bring: z.array(Text),
    cost: Text.nullable(),
  }),
  /** Services of the same visit still to come. */
  thenServices: z.array(Text),
  language: Language,
  /** The hall hears nothing of its call: this page alone tells the customer (DISCREET-1). */
  isDiscreet: z.boolean(),
  takenAt: Instant,
  progress: TicketProgress,
  actions: z.array(z.enum(["withdraw-ticket", "return-ticket", "confirm-ticket"])),
})
export type TicketView = z.infer<typeof TicketView>

export type View = KioskView | DisplayView | CounterView | TicketView
export type ViewKind = View["kind"]
