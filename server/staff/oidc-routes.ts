import type { IncomingMessage } from "node:http"
import { createRoute } from "@hono/zod-openapi"
import { ProviderAway } from "./oidc.ts"
import { type Api, apiHeaders } from "../http/api.ts"
import { languageOf } from "../http/caller-language.ts"
import { problemAnswers } from "../http/openapi-words.ts"
import { publicOriginOf } from "../http/public-origin.ts"
import { cookieOf } from "./session-cookie.ts"
import { fromOf } from "./session-routes.ts"

/** Where somebody may want to be after signing in; the first where nothing is said. */
const pages = ["/office/", "/counter/"] as const

/**
 * What the browser keeps while it is at the bank's provider. The way back is begun by the provider's page, so this cookie is Lax;
 * it opens nothing, and the session's own stays Strict: it is set here, and first needed by our page's own requests.
 */
const keptCookie = "__Host-giliran-oidc"
const keptAttributes = "Path=/; Secure; HttpOnly; SameSite=Lax"

/** Signing in by the bank's own provider: there, and back. Both are links that a browser follows, and answer with a page. */
export function oidcRoutes(api: Api): void {
  const { app, staff, log } = api
  describe(api)

  app.get("/v1/sign-in/oidc", async (c) => {
    const { incoming } = c.env
    await api.limits.forStranger(incoming, languageOf(incoming.headers["accept-language"]))
    const to = pages.find((page) => page === c.req.query("to")) ?? pages[0]
    const origin = publicOriginOf(api, incoming)
    if (!staff.oidc || !origin) return c.notFound()
    try {
      const redirectUri = `${origin}/v1/sign-in/oidc/callback`
      const isProof = c.req.query("prove") !== undefined
      const { url, kept } = await staff.oidc.begin({ redirectUri, to, isProof })
      return goTo(url, [`${keptCookie}=${kept}; ${keptAttributes}; Max-Age=600`])
    } catch (error) {
      return away(error, to)
    }
  })

  app.get("/v1/sign-in/oidc/callback", async (c) => {
    const { incoming } = c.env
    await api.limits.forStranger(incoming, languageOf(incoming.headers["accept-language"]))
    if (!staff.oidc) return c.notFound()
    const forget = `${keptCookie}=; ${keptAttributes}; Max-Age=0`
    const kept = keptIn(incoming)
    try {
      const returned = kept === null ? null : await staff.oidc.finish(new URL(c.req.url), kept)
      const started = returned && (await staff.enterByOidc(returned.person, fromOf(incoming)))
      if (!started) return refused(pages[0], "refused", [forget])
      return goTo(returned.to, [forget, cookieOf(started.token)])
    } catch (error) {
      return away(error, pages[0], [forget])
    }
  })

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

const leads = {
  303: { description: "Where the browser goes next" },
  400: problemAnswers[400],
  404: problemAnswers[404],
  429: problemAnswers[429],
} as const

function describe({ app }: Api): void {
  for (const [path, summary] of [
    ["/v1/sign-in/oidc", "To the bank's own sign-in; with `prove`, it asks who it is even of whom it knows"],
    ["/v1/sign-in/oidc/callback", "Back from it, signed in by a cookie or refused"],
  ] as const)
    app.openAPIRegistry.registerPath(
      createRoute({ method: "get", path, summary, tags: ["session"], responses: leads }),
    )
}
