import { z } from "zod"
import { RoleGrant } from "./access.ts"
import { Instant, PersonName, TellerId } from "./basics.ts"

/** Who works for the bank, and what each is in which branch. */

export const StaffMember = z.strictObject({
  staffId: TellerId,
  name: z.string(),
  grants: z.array(RoleGrant),
  /** How the person signs in. `secret`: has a one-time secret and has not used it yet. */
  signsInBy: z.enum(["password", "secret", "oidc"]),
  hasTotp: z.boolean(),
  isLocked: z.boolean(),
  isDisabled: z.boolean(),
  /** Of those sessions that are open. */
  lastSeenAt: Instant.nullable(),
})
export type StaffMember = z.infer<typeof StaffMember>

export const StaffList = z.strictObject({ staff: z.array(StaffMember) })
export type StaffList = z.infer<typeof StaffList>

export const AddStaffBody = z.strictObject({
  staffId: TellerId,
  name: PersonName,
  grants: z.array(RoleGrant).min(1).max(50),
})
export type AddStaffBody = z.infer<typeof AddStaffBody>

export const SetGrantsBody = z.strictObject({ grants: z.array(RoleGrant).max(50) })
export type SetGrantsBody = z.infer<typeof SetGrantsBody>

export const StaffChanged = z.strictObject({
  member: StaffMember,
  /** A one-time secret for the first sign-in, or the next; shown this once, good until then. */
  secret: z.strictObject({ words: z.string(), until: Instant }).nullable(),
})
export type StaffChanged = z.infer<typeof StaffChanged>
