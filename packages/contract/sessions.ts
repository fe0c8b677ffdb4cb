import { longest } from "./written-forms.ts"
import { z } from "zod"
import { RoleGrant } from "./access.ts"
import { Instant, TellerId } from "./basics.ts"

/** Signing in, and who is signed in. */

/** Long sentences are welcome; the length only bounds the work of hashing. */
const password = z.string().min(1).max(200)
const code = z.string().trim().min(6).max(longest.signInCode)

/** What the sign-in page offers. */
export const SignInOptions = z.strictObject({
  /** The bank's own sign-in, by the name on its button; null where there is none. */
  oidc: z.strictObject({ name: z.string() }).nullable(),
  /** The demo's manager may come in without a password: only on the server's own machine. */
  isDemo: z.boolean(),
})
export type SignInOptions = z.infer<typeof SignInOptions>

export const SignInBody = z.strictObject({
  staffId: z.string().trim().min(1).max(longest.staffId),
  password,
  /** The authenticator's six digits, or a recovery code; asked for by `code-needed`. */
  code: code.optional(),
})
export type SignInBody = z.infer<typeof SignInBody>

/** The password that is there, or the one-time secret, and the new one. Signs in as well. */
export const NewPasswordBody = z.strictObject({
  staffId: z.string().trim().min(1).max(longest.staffId),
  password,
  newPassword: password,
  code: code.optional(),
})
export type NewPasswordBody = z.infer<typeof NewPasswordBody>

/** Proves again who it is, for what asks for that to be recent. */
export const ProveBody = z.strictObject({ password, code: code.optional() })
export type ProveBody = z.infer<typeof ProveBody>

/** Who is signed in, and until when nothing is done. */
export const SessionAnswer = z.strictObject({
  staffId: TellerId,
  name: z.string(),
  grants: z.array(RoleGrant),
  /** `totp`: nothing is allowed before the authenticator is set up. */
  limitedTo: z.enum(["totp"]).nullable(),
  hasTotp: z.boolean(),
  provedAt: Instant,
  /** Ends then when nothing is done until then; each act moves it. */
  idleUntil: Instant,
  /** Ends then in any case. */
  until: Instant,
})
export type SessionAnswer = z.infer<typeof SessionAnswer>

/** Where the browser goes next, so that the bank's own provider signs out as well; null is nowhere. */
export const SignedOut = z.strictObject({ endSessionUrl: z.string().nullable() })
export type SignedOut = z.infer<typeof SignedOut>

/** A new authenticator, shown once and good when it is confirmed. */
export const TotpOffer = z.strictObject({
  /** For typing: base32. */
  secret: z.string(),
  /** For its QR: `otpauth://totp/…`. */
  uri: z.string(),
})
export type TotpOffer = z.infer<typeof TotpOffer>

export const ConfirmTotpBody = z.strictObject({ code })
export type ConfirmTotpBody = z.infer<typeof ConfirmTotpBody>

/** Each opens the door once when the authenticator is lost; shown this once. */
export const RecoveryCodes = z.strictObject({ recoveryCodes: z.array(z.string()) })
export type RecoveryCodes = z.infer<typeof RecoveryCodes>
