import type { RoleGrant } from "@giliran/contract/access"
import type { Millis } from "@giliran/contract/basics"
import type { Values } from "./environment.ts"

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

export function accessFrom(values: Values): AccessConfig {
  return {
    secretKey: values.GILIRAN_SECRET_KEY,
    sessions: {
      idleMs: Math.round(values.SESSION_IDLE_MINUTES * 60_000) as Millis,
      absoluteMs: Math.round(values.SESSION_HOURS * 3_600_000) as Millis,
    },
    oidc: oidcFrom(values),
  }
}

function oidcFrom(values: Values): OidcConfig | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = values
  const { OIDC_ROLES: grantsOf } = values
  // The table has them in one group: all are given, or none.
  if (issuer === null || clientId === null || clientSecret === null || grantsOf === null) return null
  return {
    issuer,
    clientId,
    clientSecret,
    name: values.OIDC_NAME,
    scope: values.OIDC_SCOPE,
    groupsClaim: values.OIDC_GROUPS_CLAIM,
    grantsOf,
  }
}
