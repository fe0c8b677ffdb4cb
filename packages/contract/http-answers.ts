import { z } from "zod"
import { CounterId, Instant, TellerId, Text } from "./basics.ts"
import { PrinterStatus } from "./device-health.ts"
import { Plan } from "./plan.ts"
import { CallReason, TicketAnswer } from "./ticket.ts"
import { BranchFace } from "./view-head.ts"
import { CounterState, CounterSummary } from "./counter-view.ts"

/** Bodies of the HTTP API's good answers. */

export const TicketTaken = z.strictObject({
  ticket: TicketAnswer,
  /** The customer's own page: a path with the ticket's secret in the fragment. Given once, to the taker. */
  link: z.string(),
})
export type TicketTaken = z.infer<typeof TicketTaken>

/** What came of printing: on paper and confirmed, or not, why, and the number still to be carried by a screen. */
export const TicketPrinted = z.discriminatedUnion("isPrinted", [
  z.strictObject({ isPrinted: z.literal(true), ticket: TicketAnswer }),
  z.strictObject({ isPrinted: z.literal(false), printer: PrinterStatus, ticket: TicketAnswer }),
])
export type TicketPrinted = z.infer<typeof TicketPrinted>

/** A ticket's paper, for the kiosk to put out. */
export const TicketDrawn = z.strictObject({
  /** A picture as SVG, one unit a dot; a printer's bytes in base64. */
  document: z.string(),
})
export type TicketDrawn = z.infer<typeof TicketDrawn>

export const TicketChanged = z.strictObject({
  ticket: TicketAnswer,
  /** The next ticket, when the command also called one; null when nobody waits. */
  next: TicketAnswer.nullable().optional(),
})
export type TicketChanged = z.infer<typeof TicketChanged>

export const CounterAnswer = z.strictObject({ counterId: CounterId, state: CounterState })
export type CounterAnswer = z.infer<typeof CounterAnswer>

export const CounterChanged = z.strictObject({ counter: CounterAnswer })
export type CounterChanged = z.infer<typeof CounterChanged>

export const TicketCalled = z.strictObject({ ticket: TicketAnswer, counter: CounterAnswer })
export type TicketCalled = z.infer<typeof TicketCalled>

/** The counters of a branch, for the screen that asks which of them it stands at. */
export const CounterList = z.strictObject({ branch: BranchFace, counters: z.array(CounterSummary) })
export type CounterList = z.infer<typeof CounterList>

/**
 * Whether a customer is one of the bank's priority customers. `check` is the proof for taking a ticket: once, in this branch,
 * until then. `unknown`: no such priority customer. `not-now`: the directory could not be asked; staff can upgrade the ticket.
 */
export const CustomerChecked = z.discriminatedUnion("isPriority", [
  z.strictObject({ isPriority: z.literal(true), check: z.string(), until: Instant }),
  z.strictObject({ isPriority: z.literal(false), why: z.enum(["unknown", "not-now"]) }),
])
export type CustomerChecked = z.infer<typeof CustomerChecked>

const count = z.number().int().nonnegative()

/** How the customer directory answers, since the server started, for its operator. */
export const DirectoryHealth = z.strictObject({
  directory: z.enum(["built-in", "http", "none"]),
  since: Instant,
  checks: z.strictObject({
    priority: count,
    /** Known without a priority segment, and not known at all. */
    unknown: count,
    failed: z.strictObject({
      timeout: count,
      unreachable: count,
      /** Answered with another HTTP status than 200 or 404. */
      status: count,
      /** Answered with something that is no answer. */
      nonsense: count,
    }),
  }),
  /** Of the last hundred checks, in milliseconds; null before the first. */
  latencyMs: z.strictObject({ p50: z.number(), p95: z.number() }).nullable(),
  lastFailureAt: Instant.nullable(),
})
export type DirectoryHealth = z.infer<typeof DirectoryHealth>

export const EventsPage = z.strictObject({
  events: z.array(z.looseObject({ seq: z.number().int().positive(), type: z.string(), at: Instant })),
  /** Ask again with `after` = this. */
  next: z.number().int().nonnegative(),
})
export type EventsPage = z.infer<typeof EventsPage>

/** Why a ticket was called: every call of it, oldest first, those that were undone as well; none is an empty list. */
export const TicketReasons = z.strictObject({
  calls: z.array(
    z.strictObject({
      calledAt: Instant,
      counterId: CounterId,
      tellerId: TellerId,
      reason: CallReason,
      /** The reason in one line, as the teller saw it. */
      why: Text,
      /** When it was undone; null when it stands. */
      undoneAt: Instant.nullable(),
    }),
  ),
})
export type TicketReasons = z.infer<typeof TicketReasons>

/** A screen of the demo branch, signed in by being on the same machine. */
export const DemoSession = z.strictObject({ token: z.string(), branch: z.string() })
export type DemoSession = z.infer<typeof DemoSession>

/** Whether the plan of today would be accepted now; null when it would (PLAN-4). */
export const PlanHealth = z.strictObject({ problem: z.string().nullable(), warnings: z.array(Text) })
export type PlanHealth = z.infer<typeof PlanHealth>

/** The plan, and what its writer should know before it is relied on. */
export const PlanAnswer = z.strictObject({ plan: Plan, warnings: z.array(Text) })
export type PlanAnswer = z.infer<typeof PlanAnswer>
