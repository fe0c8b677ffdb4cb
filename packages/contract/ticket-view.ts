import { z } from "zod"
import { CounterId, Instant, Language, ServiceId, Text, TicketId, WaitRange } from "./basics.ts"
import { TicketNumber } from "./ticket.ts"
import { viewHead } from "./view-head.ts"

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
  ...viewHead,
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
