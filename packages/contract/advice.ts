import { z } from "zod"
import { CounterId, Instant, Text } from "./basics.ts"

/** In whole seconds, over what may happen until then. */
const Outlook = z.strictObject({ mean: z.number(), p10: z.number(), p90: z.number() })

/** One thing that a supervisor could do now, and what it is expected to change (ADVICE-1). */
export const Advice = z.strictObject({
  /** Open a counter that is closed, or end a pause. */
  act: z.enum(["open", "resume"]),
  counterId: CounterId,
  /** The longest wait among regular tickets that will be waiting at the moment spoken of: as things are. */
  without: Outlook,
  /** And if the advice is followed. */
  with: Outlook,
  /** By how much it falls, on the same chances. */
  falls: Outlook,
  /** In a sentence. */
  words: Text,
})
export type Advice = z.infer<typeof Advice>

/** As it stands in a supervisor's counter view (ADVICE-3). */
export const AdviceShown = Advice.extend({
  /** The moment that it speaks of. */
  until: Instant,
  /** Since when the same has been advised. */
  since: Instant,
})
export type AdviceShown = z.infer<typeof AdviceShown>

export const StaffingAdvice = z.strictObject({
  at: Instant,
  /** The moment that it speaks of. */
  until: Instant,
  /** How many times the time until then was simulated. */
  runs: z.number().int().positive(),
  /** Null: nothing that is worth saying. */
  advice: Advice.nullable(),
  /** Since when the same has been advised; null with none. */
  since: Instant.nullable(),
})
export type StaffingAdvice = z.infer<typeof StaffingAdvice>
