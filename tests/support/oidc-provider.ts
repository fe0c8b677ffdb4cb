import { generateKeyPairSync } from "node:crypto"
import { once } from "node:events"
import { createServer } from "node:http"
import { Provider } from "oidc-provider"

/** Somebody whom the bank's provider knows, as it describes the person. */
export interface Person {
  readonly sub: string
  readonly [claim: string]: unknown
}

/** A real OpenID Connect provider on this machine, where whoever comes is the person who was said last. */
export interface TestProvider {
  readonly env: Readonly<Record<string, string>>
  /** From now on, until said otherwise. */
  be(person: Person): void
  stop(): Promise<void>
}

export const clientId = "giliran"
const clientSecret = "a secret of the bank's provider"

/** `redirectUris`: asked when the provider is asked for the first time, because the server starts after it. */
export async function startOidcProvider(
  roles: Readonly<Record<string, unknown>>,
): Promise<TestProvider & { allow(origin: string): void }> {
  let person: Person = { sub: "nobody" }
  let origin = "http://127.0.0.1"
  let listener: ReturnType<Provider["callback"]> | null = null
  let issuer = ""

  const provider = () =>
    new Provider(issuer, {
      clients: [
        {
          client_id: clientId,
          client_secret: clientSecret,
          redirect_uris: [`${origin}/v1/sign-in/oidc/callback`],
          post_logout_redirect_uris: [`${origin}/counter/office.html`],
        },
      ],
      claims: { openid: ["sub", "groups"], profile: ["name", "preferred_username"], email: ["email"] },
      cookies: { keys: ["a key of a test"] },
      features: { devInteractions: { enabled: false } },
      findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ ...person, sub }) }),
      interactions: { url: (_, { uid }) => `/interaction/${uid}` },
      jwks: { keys: [signingKey()] },
      async loadExistingGrant({ oidc: { client, session, provider: own } }) {
        const grant = new own.Grant({ clientId: client?.clientId ?? "", accountId: session?.accountId ?? "" })
        grant.addOIDCScope("openid profile email")
        await grant.save()
        return grant
      },
    })

  const http = createServer(async (request, response) => {
    if (!listener) throw new Error("The provider knows no client yet")
    // Each time a browser is asked who it is, it is whoever was said last.
    if (request.url?.startsWith("/interaction/"))
      await current?.interactionFinished(request, response, { login: { accountId: person.sub } })
    else await listener(request, response)
  })
  http.listen(0, "127.0.0.1")
  await once(http, "listening")
  const address = http.address()
  issuer = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`
  let current: Provider | null = null

  return {
    env: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: clientId,
      OIDC_CLIENT_SECRET: clientSecret,
      OIDC_NAME: "Akun bank",
      OIDC_ROLES: JSON.stringify(roles),
    },
    allow(serverOrigin) {
      origin = serverOrigin
      current = provider()
      listener = current.callback()
    },
    be(next) {
      person = next
    },
    async stop() {
      http.closeAllConnections()
      http.close()
      await once(http, "close")
    },
  }
}

function signingKey() {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })
  return { ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: "test" }
}
