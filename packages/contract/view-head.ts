import { z } from "zod"
import { BranchId, BusinessDay, Instant, Language, ServiceId, Text, WaitRange } from "./basics.ts"
import { Brand, OwnPhrases } from "./plan.ts"

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
export const viewHead = {
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
