import { z } from "zod"
import { KeyRole } from "./access.ts"
import { Instant, PersonName } from "./basics.ts"

/** Keys for the bank's scripts. */

export const KeyAnswer = z.strictObject({
  keyId: z.string(),
  role: KeyRole,
  /** Empty is everything that the role may do. */
  scopes: z.array(z.string()),
  label: z.string(),
  createdAt: Instant,
  revokedAt: Instant.nullable(),
})
export type KeyAnswer = z.infer<typeof KeyAnswer>

export const KeyList = z.strictObject({ keys: z.array(KeyAnswer) })
export type KeyList = z.infer<typeof KeyList>

export const MakeKeyBody = z.strictObject({
  role: KeyRole,
  scopes: z.array(z.string().max(40)).max(200).default([]),
  label: PersonName,
})
export type MakeKeyBody = z.infer<typeof MakeKeyBody>

/** `token` is shown this once. */
export const KeyMade = z.strictObject({ key: KeyAnswer, token: z.string() })
export type KeyMade = z.infer<typeof KeyMade>

export const KeyChanged = z.strictObject({ key: KeyAnswer })
export type KeyChanged = z.infer<typeof KeyChanged>
