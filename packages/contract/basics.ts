import { z } from "zod"
import { counterIdForm, languageForm, longest, slugForm, tellerIdForm } from "./written-forms.ts"

/** A moment: milliseconds since 1970-01-01T00:00Z. The only form a moment takes in JSON. */
export const Instant = z.number().int().nonnegative().brand<"Instant">()
export type Instant = z.infer<typeof Instant>

/** A length of time in milliseconds. */
export const Millis = z.number().int().nonnegative().brand<"Millis">()
export type Millis = z.infer<typeof Millis>

export const BranchId = z.string().regex(slugForm).brand<"BranchId">()
export type BranchId = z.infer<typeof BranchId>

export const ServiceId = z.string().regex(slugForm).brand<"ServiceId">()
export type ServiceId = z.infer<typeof ServiceId>

/** What stands on the sign above the counter: "2", "VIP-1". */
export const CounterId = z.string().regex(counterIdForm).brand<"CounterId">()
export type CounterId = z.infer<typeof CounterId>

/** A part of the branch that has displays of its own: a floor, a wing. */
export const ZoneId = z.string().regex(slugForm).brand<"ZoneId">()
export type ZoneId = z.infer<typeof ZoneId>

/** 128 bits in base64url: the digest of the ticket's secret link, so the id may be shown and the link not guessed. */
export const TicketId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{22}$/)
  .brand<"TicketId">()
export type TicketId = z.infer<typeof TicketId>

/** Who the teller is to the bank: a staff number or sign-in name. */
export const TellerId = z.string().regex(tellerIdForm).brand<"TellerId">()
export type TellerId = z.infer<typeof TellerId>

/** A branch's local date with its own cut-over hour, `2026-08-22`; never a UTC date. */
export const BusinessDay = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .brand<"BusinessDay">()
export type BusinessDay = z.infer<typeof BusinessDay>

/** BCP 47 primary tag of a language a branch speaks. Indonesian and English are always there; a plan may add more. */
export const Language = z.string().regex(languageForm)
export type Language = z.infer<typeof Language>

/** Words in every language of the branch. */
export const Text = z.object({ id: z.string(), en: z.string() }).catchall(z.string())
export type Text = z.infer<typeof Text>

/**
 * Why a range that was shown before moved up: fewer counters are open, somebody came in ahead (a priority or care arrival inside
 * the head start, a missed customer who returned, a ticket sent on), or those being served take longer than expected.
 */
export const WaitCause = z.enum(["counter-closed", "others-first", "longer-services"])
export type WaitCause = z.infer<typeof WaitCause>

/** The expected wait as a range, in seconds: half of all such waits end by `p50`, nine in ten by `p90`. */
export const WaitRange = z.strictObject({
  p50: z.number().int().nonnegative(),
  p90: z.number().int().nonnegative(),
  /** There for a while after a range that was shown moved up. */
  cause: WaitCause.optional(),
})
export type WaitRange = z.infer<typeof WaitRange>

/** What somebody, a screen or a key is called. */
export const PersonName = z.string().trim().min(1).max(longest.name)
