import type { Instant } from "@giliran/contract/basics"
import type * as Client from "openid-client"
import { z } from "zod"
import type { OidcConfig } from "../config/access-config.ts"
import { seal, unseal } from "../access/sealed.ts"

/** The bank's own sign-in: OpenID Connect's code flow with PKCE, state and nonce. */
export interface Oidc {
  /** On the sign-in page's button. */
  readonly name: string
  /** Where the browser goes, and what it keeps meanwhile. Throws `ProviderAway`. */
  begin(errand: Errand): Promise<{ readonly url: string; readonly kept: string }>
  /** Who came back, or null when it is not who left. Throws `ProviderAway`. */
  finish(returned: URL, kept: string): Promise<Returned | null>
  /** Where the browser signs out there as well; null when the provider has no such place. */
  endSessionUrl(backTo: string): Promise<string | null>
}

export interface Errand {
  /** Where the provider sends the browser back to. */
  readonly redirectUri: string
  /** The page that it was begun for. */
  readonly to: string
  /** The person shows once more who it is, even when the provider knows the browser. */
  readonly isProof: boolean
}

export interface Returned {
  readonly person: OidcPerson
  readonly to: string
}

/** As the provider describes somebody. */
export interface OidcPerson {
  /** `issuer subject`: the one name of a person that never changes. */
  readonly subject: string
  readonly groups: readonly string[]
  /** What the person is called, in the order in which it suits best. */
  readonly userNames: readonly string[]
  readonly name: string | null
  /** When the person last typed a password there; null when the provider does not say. */
  readonly provedAt: Instant | null
}

/** The provider cannot be reached, or says what no provider says. */
export class ProviderAway extends Error {
  override readonly name = "ProviderAway"
}

/** What the browser keeps between leaving and coming back: sealed, so that nobody can make one for another browser. */
const Kept = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  redirectUri: z.string(),
  to: z.string(),
  isProof: z.boolean(),
  until: z.number(),
})

/** What is sealed for something else is none of these. */
const keptMark = "oidc "

const comeBackWithinMs = 10 * 60_000
/** A proof is as old as this at most when it comes back. */
const proofSeconds = 60

export interface OidcNeeds {
  readonly config: OidcConfig
  readonly secretKey: Buffer
  readonly now: () => Instant
}

export function oidc({ config, secretKey, now }: OidcNeeds): Oidc {
  const { issuer, clientId, clientSecret, name, scope, groupsClaim } = config
  let discovered: Promise<Discovered> | null = null
  const provider = async (): Promise<Discovered> => {
    discovered ??= discover(issuer, clientId, clientSecret)
    try {
      return await discovered
    } catch (error) {
      // Asked again with the next sign-in.
      discovered = null
      throw new ProviderAway("The provider of sign-ins cannot be reached", { cause: error })
    }
  }

  return {
    name,
    async begin({ redirectUri, to, isProof }) {
      const { client, configuration } = await provider()
      const [state, nonce] = [client.randomState(), client.randomNonce()]
      const verifier = client.randomPKCECodeVerifier()
      const url = client.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope,
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
        ...(isProof ? { prompt: "login", max_age: String(proofSeconds) } : {}),
      })
      const until = now() + comeBackWithinMs
      const kept = { state, nonce, verifier, redirectUri, to, isProof, until }
      return { url: url.href, kept: seal(secretKey, keptMark + JSON.stringify(kept)) }
    },

    async finish(returned, sealed) {
      const kept = keptIn(unseal(secretKey, sealed))
      if (!kept || kept.until <= now()) return null
      const { client, configuration } = await provider()
      const at = new URL(kept.redirectUri)
      at.search = returned.search
      try {
        const tokens = await client.authorizationCodeGrant(configuration, at, {
          expectedState: kept.state,
          expectedNonce: kept.nonce,
          pkceCodeVerifier: kept.verifier,
          idTokenExpected: true,
          ...(kept.isProof ? { maxAge: proofSeconds } : {}),
        })
        const idToken = tokens.claims()
        if (!idToken) return null
        // Some providers put everything into the ID token, others say it only when asked.
        const isComplete = [groupsClaim, "name", "preferred_username"].every((claim) => claim in idToken)
        const more =
          isComplete || !configuration.serverMetadata().userinfo_endpoint
            ? {}
            : await client.fetchUserInfo(configuration, tokens.access_token, idToken.sub)
        return { person: personIn({ ...more, ...idToken }, groupsClaim), to: kept.to }
      } catch (error) {
        if (isAway(error))
          throw new ProviderAway("The provider of sign-ins does not answer", { cause: error })
        return null
      }
    },

    async endSessionUrl(backTo) {
      const { client, configuration } = await provider()
      if (!configuration.serverMetadata().end_session_endpoint) return null
      return client.buildEndSessionUrl(configuration, { post_logout_redirect_uri: backTo }).href
    },
  }
}

interface Discovered {
  readonly client: typeof Client
  readonly configuration: Client.Configuration
}

/** Loaded by whoever has a provider, at the first sign-in: the others need no memory for it. */
async function discover(issuer: string, clientId: string, clientSecret: string): Promise<Discovered> {
  const client = await import("openid-client")
  const url = new URL(issuer)
  // Without TLS on this machine only; the configuration takes no other.
  const options = url.protocol === "http:" ? { execute: [client.allowInsecureRequests] } : {}
  return { client, configuration: await client.discovery(url, clientId, clientSecret, undefined, options) }
}

function keptIn(text: string | null): z.infer<typeof Kept> | null {
  if (!text?.startsWith(keptMark)) return null
  const kept = Kept.safeParse(JSON.parse(text.slice(keptMark.length)))
  return kept.success ? kept.data : null
}

function personIn(claims: Readonly<Record<string, unknown>>, groupsClaim: string): OidcPerson {
  const text = (name: string) => {
    const value = claims[name]
    return typeof value === "string" && value !== "" ? value : null
  }
  const groups = claims[groupsClaim]
  const said = typeof groups === "string" ? [groups] : Array.isArray(groups) ? groups : []
  const provedAt = claims["auth_time"]
  return {
    subject: `${text("iss") ?? ""} ${text("sub") ?? ""}`,
    groups: said.filter((group) => typeof group === "string"),
    userNames: [text("preferred_username"), text("email"), text("sub")].filter((word) => word !== null),
    name: text("name") ?? text("preferred_username"),
    provedAt: typeof provedAt === "number" ? ((provedAt * 1000) as Instant) : null,
  }
}

/** No answer, or an answer of a server in trouble; everything else is a no. */
function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof TypeError && error.message === "fetch failed") return true
  return error.name === "TimeoutError" || ("status" in error && Number(error.status) >= 500)
}
