import { z } from "zod"
import { CounterId, Instant } from "./basics.ts"
import { TicketAnswer } from "./ticket.ts"
import { BranchFace, CounterState, CounterSummary } from "./views.ts"

/** Bodies of the HTTP API's good answers. */

export const TicketTaken = z.strictObject({
  ticket: TicketAnswer,
  /** The customer's own page: a path with the ticket's secret in the fragment. Given once, to the taker. */
  link: z.string(),
})
export type TicketTaken = z.infer<typeof TicketTaken>

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

export const EventsPage = z.strictObject({
  events: z.array(z.looseObject({ seq: z.number().int().positive(), type: z.string(), at: Instant })),
  /** Ask again with `after` = this. */
  next: z.number().int().nonnegative(),
})
export type EventsPage = z.infer<typeof EventsPage>

/** A screen of the demo branch, signed in by being on the same machine. */
export const DemoSession = z.strictObject({ token: z.string(), branch: z.string() })
export type DemoSession = z.infer<typeof DemoSession>
