import { z } from "zod"
import { longest } from "./written-forms.ts"
import { CounterId, Instant, Language, Millis, ServiceId, TellerId, TicketId, WaitRange } from "./basics.ts"

/** Why a ticket may go sooner. `priority` is the bank's segment; `care` is by law and decency. */
export const TicketClass = z.enum(["regular", "priority", "care"])
export type TicketClass = z.infer<typeof TicketClass>

/** Why a customer asks for care. A code, so that it can be counted and no words about a person are kept. */
export const CareReason = z.enum(["elderly", "disabled", "pregnant", "infant", "other"])
export type CareReason = z.infer<typeof CareReason>

/** On what ground a ticket has its class: the customer said so, the customer directory knew, or staff decided (CLASS-1). */
export const ClassGround = z.discriminatedUnion("by", [
  z.strictObject({ by: z.literal("claim"), reason: CareReason }),
  z.strictObject({ by: z.literal("proof") }),
  z.strictObject({ by: z.literal("staff"), reason: z.string() }),
])
export type ClassGround = z.infer<typeof ClassGround>

export const TicketStatus = z.enum([
  "reserved",
  "waiting",
  "called",
  "serving",
  "parked",
  "no-show",
  "finished",
  "withdrawn",
  "expired",
  "voided",
])
export type TicketStatus = z.infer<typeof TicketStatus>

/** What carries a ticket to its customer: a number is promised only when one of them does (RESERVE-2). */
export const Carrier = z.enum(["paper", "screen"])
export type Carrier = z.infer<typeof Carrier>

/** Why a reserved number was given to nobody (RESERVE-3). */
export const VoidReason = z.enum(["printer-failed", "customer-left", "unconfirmed", "day-closed"])
export type VoidReason = z.infer<typeof VoidReason>

/** A label for people, `A042`; not an identity. */
export const TicketNumber = z.string().regex(/^[A-Z]{1,2}\d{1,6}$/)
export type TicketNumber = z.infer<typeof TicketNumber>

/** Where a ticket stands among those that wait: before all, by its arrival, or as if it came now. */
export const Place = z.enum(["first", "arrival", "last"])
export type Place = z.infer<typeof Place>

/** How classes are weighed against each other (PRESET-1 … PRESET-4). */
export const CallingPreset = z.enum(["head-start", "accumulating", "strict", "first-come"])
export type CallingPreset = z.infer<typeof CallingPreset>

/** When a counter also calls from queues that are not its own (CALL-10). Left out, service and class are those it would help with. */
export const OverflowCondition = z.discriminatedUnion("kind", [
  /** Nobody waits in its own queues. */
  z.strictObject({ kind: z.literal("preferred-empty") }),
  z.strictObject({
    kind: z.literal("queue-longer-than"),
    count: z.number().int().nonnegative(),
    serviceId: ServiceId.optional(),
    class: TicketClass.optional(),
  }),
  z.strictObject({
    kind: z.literal("longest-wait-over"),
    ms: Millis,
    serviceId: ServiceId.optional(),
    class: TicketClass.optional(),
  }),
])
export type OverflowCondition = z.infer<typeof OverflowCondition>

/** A competitor that was not called, and what it scored. */
export const RunnerUp = z.strictObject({
  ticketId: TicketId,
  number: TicketNumber,
  serviceId: ServiceId,
  class: TicketClass,
  waitedMs: Millis,
  score: z.number(),
})
export type RunnerUp = z.infer<typeof RunnerUp>

/**
 * Why this ticket was called, as data (CALL-6). `score` is in seconds:
 * `rate · waited + head start`.
 */
export const CallReason = z.strictObject({
  rule: z.enum(["sent-first", "over-cap", "highest-score", "by-number"]),
  class: TicketClass,
  waitedMs: Millis,
  rate: z.number(),
  headStartMs: Millis,
  score: z.number(),
  runnersUp: z.array(RunnerUp),
  /** Of the ticket called. */
  number: TicketNumber.optional(),
  /** What the branch weighed the classes by. */
  preset: CallingPreset.optional(),
  /** The wait that its class was promised, or else its service. */
  targetWaitMs: Millis.optional(),
  /** The cap it had waited beyond, where that decided (CALL-8). */
  maxWaitMs: Millis.optional(),
  /** Why the counter called from a queue that is not its own (CALL-10). */
  overflow: OverflowCondition.optional(),
  /** The teller's own words when the ticket was called by number. */
  tellerReason: z.string().optional(),
})
export type CallReason = z.infer<typeof CallReason>

/** What came of the service. */
export const Outcome = z.enum(["done", "incomplete", "referred"])
export type Outcome = z.infer<typeof Outcome>

/** The ticket as the HTTP API shows it. */
export const TicketAnswer = z.strictObject({
  id: TicketId,
  number: TicketNumber,
  serviceId: ServiceId,
  thenServiceIds: z.array(ServiceId),
  class: TicketClass,
  language: Language,
  /** Its call is shown to the customer and the counter, and not in the hall (DISCREET-1). */
  isDiscreet: z.boolean(),
  status: TicketStatus,
  /** 1 + tickets that would be called before this one; null when neither waiting nor reserved. */
  position: z.number().int().positive().nullable(),
  /** Expected wait from now, in seconds; null when neither waiting nor reserved. */
  wait: WaitRange.nullable(),
  takenAt: Instant,
  calledAt: Instant.nullable(),
  servedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  counterId: CounterId.nullable(),
})
export type TicketAnswer = z.infer<typeof TicketAnswer>

export const Teller = z.strictObject({ id: TellerId, name: z.string().min(1).max(longest.name) })
export type Teller = z.infer<typeof Teller>
