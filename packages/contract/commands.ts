import { longest } from "./written-forms.ts"
import { z } from "zod"
import {
  type BusinessDay,
  CounterId,
  type Instant,
  Language,
  Millis,
  ServiceId,
  TellerId,
  type TicketId,
} from "./basics.ts"
import type { LearnedForecast } from "./forecast.ts"
import { Plan, PrinterPlan } from "./plan.ts"
import {
  CareReason,
  Carrier,
  type ClassGround,
  Outcome,
  Place,
  Teller,
  TicketClass,
  VoidReason,
} from "./ticket.ts"

/** Bodies are strict: a field that the command does not know is refused by name. */

const sentence = z.string().trim().min(1).max(longest.reason)

export const TakeTicketBody = z.strictObject({
  serviceId: ServiceId,
  /** Further services of the same visit, in order. */
  thenServiceIds: z.array(ServiceId).max(5).default([]),
  /** Follows from `claim` and `proof`. Asked for by itself it is staff's choice, with a `reason`; a kiosk may say `care`. */
  class: TicketClass.default("regular"),
  language: Language.default("id"),
  /** What the customer says: care is believed (CLASS-2). */
  claim: z.strictObject({ kind: z.literal("care"), reason: CareReason }).optional(),
  /** What a customer check gave: it makes the ticket `priority`, once (PROOF-1). */
  proof: z.string().max(200).optional(),
  /** Why staff chooses the class. */
  reason: sentence.optional(),
  /** The customer would rather not be called aloud (DISCREET-1). */
  isDiscreet: z.boolean().optional(),
})
export type TakeTicketBody = z.infer<typeof TakeTicketBody>

/** Is this one of the bank's priority customers? A card or member number, typed or scanned, or what a QR says. */
export const CheckCustomerBody = z.strictObject({
  identifier: z.string().trim().min(1).max(longest.customerIdentifier),
})
export type CheckCustomerBody = z.infer<typeof CheckCustomerBody>

export const ReclassTicketBody = z.strictObject({
  class: TicketClass,
  /** A code of care, or words. */
  reason: sentence,
})
export type ReclassTicketBody = z.infer<typeof ReclassTicketBody>

export const ConfirmTicketBody = z.strictObject({ carriedBy: Carrier })
export type ConfirmTicketBody = z.infer<typeof ConfirmTicketBody>

export const VoidTicketBody = z.strictObject({
  reason: VoidReason.extract(["printer-failed", "customer-left"]),
})
export type VoidTicketBody = z.infer<typeof VoidTicketBody>

/** Print a reserved number on a printer of the plan. The secret of its link is what the server itself does not keep. */
export const PrintTicketBody = z.strictObject({
  printer: PrinterPlan.shape.id,
  secret: z.string().max(100),
})
export type PrintTicketBody = z.infer<typeof PrintTicketBody>

/** A reserved number as its kiosk puts it on paper itself: drawn, or as the bytes of a printer's language. */
export const DrawTicketBody = z.strictObject({
  form: z.enum(["picture", "escpos", "star"]),
  paperMm: PrinterPlan.shape.paperMm,
  secret: z.string().max(100),
})
export type DrawTicketBody = z.infer<typeof DrawTicketBody>

export const EmptyBody = z.strictObject({})

/** Of one ticket in hand: the counter that holds it. Left out, the counter is the one that the ticket is at. */
export const AtCounterBody = z.strictObject({ counterId: CounterId.optional() })
export type AtCounterBody = z.infer<typeof AtCounterBody>

export const CallTicketBody = z.strictObject({ counterId: CounterId, reason: sentence })
export type CallTicketBody = z.infer<typeof CallTicketBody>

export const FinishTicketBody = z.strictObject({
  counterId: CounterId.optional(),
  outcome: Outcome.default("done"),
  note: z.string().trim().max(longest.note).optional(),
  callNext: z.boolean().default(false),
})
export type FinishTicketBody = z.infer<typeof FinishTicketBody>

export const NoShowBody = z.strictObject({
  counterId: CounterId.optional(),
  callNext: z.boolean().default(false),
})
export type NoShowBody = z.infer<typeof NoShowBody>

export const ParkTicketBody = z.strictObject({
  counterId: CounterId.optional(),
  /** Remind the teller after this long. */
  wakeAfterMs: Millis.optional(),
})
export type ParkTicketBody = z.infer<typeof ParkTicketBody>

export const ResumeTicketBody = z.strictObject({ counterId: CounterId.optional() })
export type ResumeTicketBody = z.infer<typeof ResumeTicketBody>

/** Where a transferred ticket goes. */
export const Destination = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("service"), serviceId: ServiceId }),
  z.strictObject({ kind: z.literal("counter"), counterId: CounterId, serviceId: ServiceId.optional() }),
  z.strictObject({ kind: z.literal("teller"), tellerId: TellerId, serviceId: ServiceId.optional() }),
])
export type Destination = z.infer<typeof Destination>

export const TransferTicketBody = z.strictObject({
  counterId: CounterId.optional(),
  to: Destination,
  place: Place.default("arrival"),
  /** Back to the teller who sends it, once it is finished there. */
  thenBack: z.strictObject({ place: Place.default("first") }).optional(),
})
export type TransferTicketBody = z.infer<typeof TransferTicketBody>

export const OpenCounterBody = z.strictObject({
  /** Left out, the counter's own staff. */
  teller: Teller.optional(),
  /** Which screen of the teller's holds the counter, so that a second tab is asked and not a silent double. */
  screenId: z
    .string()
    .regex(/^[A-Za-z0-9_-]{8,40}$/)
    .optional(),
  /** The counter is held by somebody else, or from another screen: take it over knowingly. */
  takeOver: z.boolean().default(false),
})
export type OpenCounterBody = z.infer<typeof OpenCounterBody>

export const PauseCounterBody = z.strictObject({
  reason: z
    .string()
    .regex(/^[a-z-]{1,30}$/)
    .default("break"),
})
export type PauseCounterBody = z.infer<typeof PauseCounterBody>

export const ChangePlanBody = z.strictObject({ plan: Plan })

/** A proof as the rules see it: who it was for is known to nobody any more. */
export interface Proof {
  /** Names the customer check that gave it: it counts once. */
  readonly check: string
  readonly day: BusinessDay
  readonly until: Instant
}

/** Who asked may have the class: that was seen to before it became a command. */
export interface TakeTicket extends Pick<
  TakeTicketBody,
  "serviceId" | "thenServiceIds" | "class" | "language" | "isDiscreet"
> {
  readonly type: "take-ticket"
  readonly ticketId: TicketId
  readonly ground?: ClassGround
  readonly proof?: Proof
}

/** The same order, of a kiosk that prints first: the number is promised when it is confirmed. */
export interface ReserveTicket extends Omit<TakeTicket, "type"> {
  readonly type: "reserve-ticket"
}

/** An order, with everything that it needs: the rules add nothing but the moment. */
export type Command =
  | TakeTicket
  | ReserveTicket
  | { readonly type: "confirm-ticket"; readonly ticketId: TicketId; readonly carriedBy: Carrier }
  | { readonly type: "void-ticket"; readonly ticketId: TicketId; readonly reason: VoidReason }
  | { readonly type: "withdraw-ticket"; readonly ticketId: TicketId }
  | { readonly type: "return-ticket"; readonly ticketId: TicketId }
  | ({ readonly type: "call-ticket"; readonly ticketId: TicketId } & CallTicketBody)
  | ({ readonly type: "recall-ticket"; readonly ticketId: TicketId } & AtCounterBody)
  | ({ readonly type: "serve-ticket"; readonly ticketId: TicketId } & AtCounterBody)
  | ({ readonly type: "finish-ticket"; readonly ticketId: TicketId } & FinishTicketBody)
  | ({ readonly type: "no-show-ticket"; readonly ticketId: TicketId } & NoShowBody)
  | ({ readonly type: "park-ticket"; readonly ticketId: TicketId } & ParkTicketBody)
  | ({ readonly type: "resume-ticket"; readonly ticketId: TicketId } & ResumeTicketBody)
  | ({ readonly type: "transfer-ticket"; readonly ticketId: TicketId } & TransferTicketBody)
  | ({ readonly type: "reclass-ticket"; readonly ticketId: TicketId } & ReclassTicketBody)
  | ({ readonly type: "undo-call"; readonly ticketId: TicketId } & AtCounterBody)
  | ({
      readonly type: "open-counter"
      readonly counterId: CounterId
      readonly teller: Teller
    } & OpenCounterBody)
  | ({ readonly type: "pause-counter"; readonly counterId: CounterId } & PauseCounterBody)
  | { readonly type: "resume-counter"; readonly counterId: CounterId }
  | { readonly type: "close-counter"; readonly counterId: CounterId }
  | { readonly type: "call-next"; readonly counterId: CounterId }
  | { readonly type: "open-day"; readonly day: BusinessDay; readonly plan: Plan }
  | { readonly type: "close-day" }
  | { readonly type: "change-plan"; readonly plan: Plan }
  | { readonly type: "learn-forecast"; readonly learned: LearnedForecast }

export type CommandType = Command["type"]
