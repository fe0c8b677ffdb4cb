import { z } from "zod"
import { BranchId, BusinessDay, Instant, Language, ServiceId, Text, TicketId } from "./basics.ts"
import { TicketClass, TicketNumber, TicketStatus } from "./ticket.ts"

/** What is known of a customer as a person: left by consent, shown, exported, erased, forgotten. Bodies are strict, as everywhere. */

/** As a customer types it: `0812-3456-7890`, `+62 812 3456 7890`. */
const typedPhone = z.string().trim().min(1).max(40)

export const LeaveContactBody = z.strictObject({
  phone: typedPhone,
  /** The plan's words as they were shown: agreeing to other words is no consent. */
  purpose: z.string().min(1).max(600),
  /** Of those words. */
  language: Language,
})
export type LeaveContactBody = z.infer<typeof LeaveContactBody>

/** What a ticket's customer may leave, and what is kept of it. */
export const TicketContactAnswer = z.strictObject({
  /** Null where the branch asks for no number, or the ticket has ended. */
  offer: z
    .strictObject({
      purpose: Text,
      /** When a number that is left now is forgotten. */
      until: Instant,
    })
    .nullable(),
  kept: z
    .strictObject({
      /** The last three digits: enough to know the own number by, too few to be one. */
      phoneEnd: z.string(),
      purpose: z.string(),
      language: Language,
      consentedAt: Instant,
      until: Instant,
    })
    .nullable(),
})
export type TicketContactAnswer = z.infer<typeof TicketContactAnswer>

/** Whose data: everybody's of a number, or one ticket's, by its id, or by its number and day (left out, the branch's latest). */
export const PersonBody = z.union([
  z.strictObject({ phone: typedPhone }),
  z.strictObject({ ticket: z.union([TicketId, TicketNumber]), day: BusinessDay.optional() }),
])
export type PersonBody = z.infer<typeof PersonBody>

const seconds = z.number().int().nonnegative()

/** Everything that is held about a person, for that person to read and to take along. */
export const PersonExport = z.strictObject({
  madeAt: Instant,
  tickets: z.array(
    z.strictObject({
      ticketId: TicketId,
      branchId: BranchId,
      day: BusinessDay,
      number: TicketNumber,
      serviceId: ServiceId,
      class: TicketClass,
      status: TicketStatus,
      takenAt: Instant,
      calledAt: Instant.nullable(),
      servedAt: Instant.nullable(),
      endedAt: Instant.nullable(),
      /** Taken → first call; null when it was not called. */
      waitSeconds: seconds.nullable(),
      contact: z
        .strictObject({
          /** Null when it cannot be read with this server's key. */
          phone: z.string().nullable(),
          purpose: z.string(),
          language: Language,
          consentedAt: Instant,
          forgetAt: Instant,
        })
        .nullable(),
      /** The queue's record of the ticket. Of other customers and of staff, nothing. */
      events: z.array(z.looseObject({ type: z.string(), at: Instant })),
      /** First answers kept for retries, which hold the ticket's link; forgotten within three days. */
      storedAnswers: z.number().int().nonnegative(),
    }),
  ),
  /** What the audit says of consents given, withdrawn, shown and erased; the number in it is a keyed digest. */
  audit: z.array(
    z.strictObject({
      branchId: z.string(),
      at: Instant,
      act: z.string(),
      body: z.record(z.string(), z.unknown()),
    }),
  ),
})
export type PersonExport = z.infer<typeof PersonExport>

/** How much was erased; nothing is a good answer as well. */
export const PersonErased = z.strictObject({
  contacts: z.number().int().nonnegative(),
  storedAnswers: z.number().int().nonnegative(),
})
export type PersonErased = z.infer<typeof PersonErased>

export const PersonalKind = z.enum([
  "contacts",
  "answers",
  "sessions",
  "pairings",
  "customers",
  "staff",
  "audit",
  "events",
])
export type PersonalKind = z.infer<typeof PersonalKind>

/** What personal data is held now, how long it may be, and the proof that it went when its time was over. */
export const RetentionReport = z.strictObject({
  at: Instant,
  /** Null: the whole bank. */
  branch: BranchId.nullable(),
  held: z.array(
    z.strictObject({
      kind: PersonalKind,
      count: z.number().int().nonnegative(),
      oldestAt: Instant.nullable(),
      /** Over its time: goes at the next round. */
      dueCount: z.number().int().nonnegative(),
      /** Over its time for longer than a round takes to come: should be none. */
      overdueCount: z.number().int().nonnegative(),
      rule: Text,
    }),
  ),
  /** Newest first, at most fifty; from the audit. */
  purges: z.array(
    z.strictObject({ chain: z.string(), at: Instant, counts: z.record(z.string(), z.number().int()) }),
  ),
})
export type RetentionReport = z.infer<typeof RetentionReport>
