import { BankRole, BranchRole, type RoleGrant } from "@giliran/contract/access"
import { BranchId, type Millis } from "@giliran/contract/basics"
import { z } from "zod"

/** How staff come in. */
export interface AccessConfig {
  /** Seals what must be read again; null leaves it to where the data are, see secret-key.ts. */
  readonly secretKey: Buffer | null
  readonly sessions: SessionLimits
  /** The bank's own sign-in; null is none. */
  readonly oidc: OidcConfig | null
}

export interface SessionLimits {
  /** A session in which nothing is done ends after this long, */
  readonly idleMs: Millis
  /** and any session after this long. */
  readonly absoluteMs: Millis
}

export interface OidcConfig {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** On the sign-in page's button. */
  readonly name: string
  /** What is asked of the provider, in its own words: some say groups only when a scope asks for them. */
  readonly scope: string
  /** In which claim the provider says somebody's groups. */
  readonly groupsClaim: string
  readonly grantsOf: ReadonlyMap<string, readonly RoleGrant[]>
}

const positive = z
  .string()
  .regex(/^\d{1,5}(\.\d{1,3})?$/)
  .transform(Number)
  .refine((count) => count > 0)

/** `{"group": "admin", "other group": ["teller@senopati", "greeter@senopati"]}` */
const OidcRoles = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown
    } catch {
      context.addIssue("not JSON")
      return z.NEVER
    }
  })
  .pipe(z.record(z.string().min(1), z.union([z.string().transform((one) => [one]), z.array(z.string())])))
  .transform((map, context) => {
    const groups = new Map<string, readonly RoleGrant[]>()
    for (const [group, words] of Object.entries(map)) {
      const grants = words.map(grantIn)
      if (grants.includes(null)) context.addIssue(`no such role: ${words.join(", ")}`)
      groups.set(
        group,
        grants.filter((grant) => grant !== null),
      )
    }
    return groups
  })

export const accessVariables = {
  GILIRAN_SECRET_KEY: z
    .base64()
    .transform((text) => Buffer.from(text, "base64"))
    .refine((key) => key.length >= 32)
    .optional(),
  SESSION_IDLE_MINUTES: positive,
  SESSION_HOURS: positive,
  OIDC_ISSUER: z.string().refine(isIssuer).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().max(40),
  OIDC_SCOPE: z.string().regex(/^openid( [\x21-\x7e]+)*$/),
  OIDC_GROUPS_CLAIM: z.string(),
  OIDC_ROLES: OidcRoles.optional(),
} as const
type AccessVariables = z.infer<z.ZodObject<typeof accessVariables>>

export const accessDefaults = {
  SESSION_IDLE_MINUTES: "15",
  SESSION_HOURS: "12",
  OIDC_NAME: "SSO",
  OIDC_SCOPE: "openid profile email",
  OIDC_GROUPS_CLAIM: "groups",
} as const

export const accessSecrets = ["GILIRAN_SECRET_KEY", "OIDC_CLIENT_SECRET"] as const

export const accessAdvice: Readonly<Record<keyof typeof accessVariables, string>> = {
  GILIRAN_SECRET_KEY:
    "give at least 32 random bytes in base64, for example from `openssl rand -base64 32`; the same on every server",
  SESSION_IDLE_MINUTES: "give minutes, for example SESSION_IDLE_MINUTES=15",
  SESSION_HOURS: "give hours, for example SESSION_HOURS=12",
  OIDC_ISSUER: "give the provider's issuer, for example OIDC_ISSUER=https://login.bank.example",
  OIDC_CLIENT_ID: "give the id under which the provider knows Giliran, together with OIDC_ISSUER",
  OIDC_CLIENT_SECRET: "give the secret that the provider gave to Giliran, together with OIDC_ISSUER",
  OIDC_NAME: "give the name on the sign-in button, for example OIDC_NAME=SSO",
  OIDC_SCOPE:
    'give the scopes to ask for, openid first, for example OIDC_SCOPE="openid profile email groups"',
  OIDC_GROUPS_CLAIM: "give the claim with somebody's groups, for example OIDC_GROUPS_CLAIM=groups",
  OIDC_ROLES: `give which group is what, for example OIDC_ROLES='{"giliran-admin":"admin","senopati-teller":"teller@senopati"}'`,
}

/** Who names a provider says all of it. */
export function missingOfOidc(
  given: Readonly<Record<string, string | undefined>>,
): keyof typeof accessAdvice | null {
  const needed = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_ROLES"] as const
  if (needed.every((name) => given[name] === undefined)) return null
  return needed.find((name) => given[name] === undefined) ?? null
}

export function accessFrom(checked: AccessVariables): AccessConfig {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_ROLES } = checked
  return {
    secretKey: checked.GILIRAN_SECRET_KEY ?? null,
    sessions: {
      idleMs: Math.round(checked.SESSION_IDLE_MINUTES * 60_000) as Millis,
      absoluteMs: Math.round(checked.SESSION_HOURS * 3_600_000) as Millis,
    },
    oidc:
      OIDC_ISSUER === undefined ||
      OIDC_CLIENT_ID === undefined ||
      OIDC_CLIENT_SECRET === undefined ||
      OIDC_ROLES === undefined
        ? null
        : {
            issuer: OIDC_ISSUER,
            clientId: OIDC_CLIENT_ID,
            clientSecret: OIDC_CLIENT_SECRET,
            name: checked.OIDC_NAME,
            scope: checked.OIDC_SCOPE,
            groupsClaim: checked.OIDC_GROUPS_CLAIM,
            grantsOf: OIDC_ROLES,
          },
  }
}

/** `admin`, or `teller@senopati`. */
function grantIn(words: string): RoleGrant | null {
  const [role, branch, ...more] = words.split("@")
  if (more.length > 0) return null
  if (branch === undefined) {
    const bank = BankRole.safeParse(role)
    return bank.success ? { branchId: "*", role: bank.data } : null
  }
  const [inBranch, branchId] = [BranchRole.safeParse(role), BranchId.safeParse(branch)]
  if (!inBranch.success || !branchId.success) return null
  return { branchId: branchId.data, role: inBranch.data }
}

/** Over TLS, or on this machine. */
function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return protocol === "https:" || (protocol === "http:" && ["127.0.0.1", "localhost"].includes(hostname))
}
