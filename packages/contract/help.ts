import { z } from "zod"
import { CounterId, Instant } from "./basics.ts"

/** A customer at a kiosk asks for somebody to come. */
export const HelpRequestId = z.string().regex(/^[A-Za-z0-9_-]{16}$/)

/** As counters see it, until the customer says that somebody is there. */
export const HelpRequest = z.strictObject({
  id: HelpRequestId,
  /** The kiosk's. */
  deviceId: z.string(),
  /** The kiosk's. */
  name: z.string(),
  askedAt: Instant,
  /** Somebody said so; from which counter, where it was one. */
  coming: z.strictObject({ at: Instant, counterId: CounterId.nullable() }).nullable(),
})
export type HelpRequest = z.infer<typeof HelpRequest>

/** As kiosks see it: each knows its own by the id that it was given. */
export const HelpShown = z.strictObject({ id: HelpRequestId, isComing: z.boolean() })
export type HelpShown = z.infer<typeof HelpShown>

export const HelpAsked = z.strictObject({
  help: HelpShown,
  /** A counter is open: somebody sees it. */
  isAnybodyThere: z.boolean(),
})
export type HelpAsked = z.infer<typeof HelpAsked>

export const HelpChanged = z.strictObject({ help: HelpShown })
export type HelpChanged = z.infer<typeof HelpChanged>
