import type { IncomingMessage } from "node:http"
import { z } from "@hono/zod-openapi"
import type { Api } from "../http/api.ts"
import { Denied } from "../http/denied.ts"
import { publicOriginOf } from "../http/public-origin.ts"
import { apiHeaders } from "../http/reply.ts"
import { route } from "../http/route.ts"
import { ProviderAway } from "./oidc.ts"
import { cookieOf } from "./session-cookie.ts"
import { fromOf } from "./session-routes.ts"
import type { StaffAccess } from "./staff-access.ts"

/** Where somebody may want to be after signing in; the first where nothing is said. */
const pages = ["/office/", "/counter/"] as const

/**
 * What the browser keeps while it is at the bank's provider. The way back is begun by the provider's page, so this cookie is Lax;
 * it opens nothing, and the session's own stays Strict: it is set here, and first needed by our page's own requests.
 */
const keptCookie = "__Host-giliran-oidc"
const keptAttributes = "Path=/; Secure; HttpOnly; SameSite=Lax"

/** Of a link: whatever else the provider's page says along with it is the provider's affair. */
const AnyQuery = z.looseObject({ to: z.string().optional(), prove: z.string().optional() })

/** Signing in by the bank's own provider: there, and back. Both are links that a browser follows, and answer with a page. */
export function oidcRoutes(api: Api, staff: StaffAccess): void {
  const { log, limits } = api
  const leading = {
    method: "get",
    who: "anybody",
    tag: "session",
    query: AnyQuery,
    answer: z.string(),
  } as const

  route(
    api,
    {
      ...leading,
      path: "/v1/sign-in/oidc",
      summary: "To the bank's own sign-in; with `prove`, it asks who it is even of whom it knows",
    },
    async ({ incoming, language, query }) => {
      await limits.forStranger(incoming, language)
      const to = pages.find((page) => page === query.to) ?? pages[0]
      const origin = publicOriginOf(api, incoming)
      if (!staff.oidc || !origin) throw new Denied("not-found", language)
      try {
        const redirectUri = `${origin}/v1/sign-in/oidc/callback`
        const isProof = query.prove !== undefined
        const { url, kept } = await staff.oidc.begin({ redirectUri, to, isProof })
        return goTo(url, [`${keptCookie}=${kept}; ${keptAttributes}; Max-Age=600`])
      } catch (error) {
        return away(error, to)
      }
    },
  )

  route(
    api,
    {
      ...leading,
      path: "/v1/sign-in/oidc/callback",
      summary: "Back from it, signed in by a cookie or refused",
    },
    async ({ incoming, language }) => {
      await limits.forStranger(incoming, language)
      if (!staff.oidc) throw new Denied("not-found", language)
      const forget = `${keptCookie}=; ${keptAttributes}; Max-Age=0`
      const kept = keptIn(incoming)
      try {
        const returned = kept === null ? null : await staff.oidc.finish(addressAsked(incoming), kept)
        const started = returned && (await staff.enterByOidc(returned.person, fromOf(incoming)))
        if (!started) return refused(pages[0], "refused", [forget])
        return goTo(returned.to, [forget, cookieOf(started.token)])
      } catch (error) {
        return away(error, pages[0], [forget])
      }
    },
  )

  function away(error: unknown, to: string, cookies: readonly string[] = []): Response {
    if (!(error instanceof ProviderAway)) throw error
    log.warn({ err: error }, "the bank's provider of sign-ins is away")
    return refused(to, "away", cookies)
  }
}

function refused(to: string, why: "refused" | "away", cookies: readonly string[]): Response {
  return goTo(`${to}?sign-in=${why}`, cookies)
}

function goTo(location: string, cookies: readonly string[]): Response {
  const answer = new Response(null, { status: 303, headers: { ...apiHeaders, location } })
  for (const cookie of cookies) answer.headers.append("set-cookie", cookie)
  return answer
}

function keptIn({ headers: { cookie } }: IncomingMessage): string | null {
  for (const pair of cookie?.split(";") ?? []) {
    const [name, value] = pair.trim().split("=", 2)
    if (name === keptCookie && value) return value
  }
  return null
}

/** The provider's words are in its query; the origin is looked at by nobody. */
function addressAsked({ url = "" }: IncomingMessage): URL {
  return new URL(url, "http://localhost")
}
