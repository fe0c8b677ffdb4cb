import type { IncomingMessage } from "node:http"
import {
  ConfirmTotpBody,
  NewPasswordBody,
  ProveBody,
  RecoveryCodes,
  SessionAnswer,
  SignedOut,
  SignInBody,
  SignInOptions,
  TotpOffer,
} from "@giliran/contract/sessions"
import { createRoute, type z } from "@hono/zod-openapi"
import type { Context } from "hono"
import { addressOf } from "../access/address-of.ts"
import { sessionIn } from "../access/callers.ts"
import { isFromThisMachine } from "../demo/demo-door.ts"
import { isFreshlyProved } from "../access/fresh-proof.ts"
import { ProviderAway } from "./oidc.ts"
import { isFromOwnSite } from "../access/own-site.ts"
import type { From, Started, StaffCaller } from "./sessions.ts"
import type { SignInRefusal } from "./sign-in.ts"
import { type Api, type ApiEnv, callerOf, Denied, sendJson } from "../http/api.ts"
import { languageOf, type SpokenLanguage } from "../http/caller-language.ts"
import { checkedBody } from "../http/checked-body.ts"
import { problemAnswers } from "../http/openapi-words.ts"
import { publicOriginOf } from "../http/public-origin.ts"
import { cookieOf, noCookie } from "./session-cookie.ts"

/** Staff sign in and out, prove who they are, and set up what they prove it with. */
export function sessionRoutes(api: Api, demo: { readonly host: string }): void {
  const { app, staff } = api
  describe(api)

  app.get("/v1/sign-in", (c) => {
    const options: SignInOptions = {
      oidc: staff.oidc && { name: staff.oidc.name },
      isDemo: isFromThisMachine(c.env.incoming, demo.host),
    }
    return sendJson(options)
  })

  app.post("/v1/session", async (c) => {
    const { incoming, language } = ownPage(api, c)
    const typed = await checkedBody(incoming, SignInBody, language)
    return cameIn(api, await staff.doors.signIn(typed, fromOf(incoming)), language)
  })

  app.post("/v1/session/password", async (c) => {
    const { incoming, language } = ownPage(api, c)
    const typed = await checkedBody(incoming, NewPasswordBody, language)
    return cameIn(api, await staff.doors.newPassword(typed, fromOf(incoming)), language)
  })

  app.get("/v1/session", async (c) => {
    const { incoming } = c.env
    // A page that asks how long it has is nobody who does something.
    const shown = await api.callers.byRequest(incoming, false)
    const caller = shown?.caller
    const about = caller?.kind === "staff" ? await staff.sessions.about(caller.session.digest) : null
    if (!about) throw new Denied("not-signed-in", languageOf(incoming.headers["accept-language"]))
    return sendJson(about)
  })

  app.delete("/v1/session", async (c) => {
    const { caller, incoming } = await staffVisit(api, c)
    const method = await staff.doors.signOut(caller, fromOf(incoming))
    const endSessionUrl = method === "oidc" ? await endSessionUrlOf(api, incoming) : null
    return withCookie(sendJson({ endSessionUrl } satisfies SignedOut), noCookie)
  })

  app.post("/v1/session/prove", async (c) => {
    const { caller, incoming, language } = await staffVisit(api, c)
    const typed = await checkedBody(incoming, ProveBody, language)
    return cameIn(api, await staff.doors.prove(caller, typed, fromOf(incoming)), language)
  })

  app.post("/v1/session/totp", async (c) => {
    const { caller, language } = await staffVisit(api, c)
    if (!isFreshlyProved(caller, staff.now())) throw new Denied("fresh-sign-in-needed", language)
    const offer: TotpOffer | null = await staff.totp.offer(caller, await bankName(api))
    if (!offer) throw new Denied("not-allowed", language)
    return sendJson(offer)
  })

  app.post("/v1/session/totp/confirm", async (c) => {
    const { caller, incoming, language } = await staffVisit(api, c)
    const { code } = await checkedBody(incoming, ConfirmTotpBody, language)
    const confirmed = await staff.totp.confirm(caller, code, addressOf(incoming))
    if (!confirmed) throw new Denied("bad-request", language, { field: "code" })
    const codes: RecoveryCodes = { recoveryCodes: [...confirmed.recoveryCodes] }
    return withCookie(sendJson(codes), cookieOf(confirmed.started.token))
  })
}

/**
 * Banks have registered this address with their providers since the first release, and a provider refuses any other. The page
 * redirects to the office.
 */
const registeredOfficePage = "/counter/office.html"

/** The session here has ended already: a provider that is away keeps nobody signed in. */
async function endSessionUrlOf(api: Api, incoming: IncomingMessage): Promise<string | null> {
  const origin = publicOriginOf(api, incoming)
  if (!api.staff.oidc || !origin) return null
  try {
    return await api.staff.oidc.endSessionUrl(origin + registeredOfficePage)
  } catch (error) {
    if (error instanceof ProviderAway) return null
    throw error
  }
}

interface PageVisit {
  readonly incoming: IncomingMessage
  readonly language: SpokenLanguage
}

/** Nobody is signed in yet: another site's page must not sign somebody in here either. */
function ownPage({ ownOrigins }: Api, c: Context<ApiEnv>): PageVisit {
  const { incoming } = c.env
  const language = languageOf(incoming.headers["accept-language"])
  if (!isFromOwnSite(incoming, ownOrigins)) throw new Denied("cross-site", language)
  return { incoming, language }
}

/** Staff signed in, limited or not. Throws `Denied`. */
async function staffVisit(
  api: Api,
  c: Context<ApiEnv>,
): Promise<PageVisit & { readonly caller: StaffCaller }> {
  const { incoming } = c.env
  const language = languageOf(incoming.headers["accept-language"])
  const caller = await callerOf(api, c)
  if (caller.kind !== "staff") throw new Denied("not-allowed", language)
  return { caller, incoming, language }
}

export function fromOf(incoming: IncomingMessage): From {
  return { address: addressOf(incoming), previousToken: sessionIn(incoming.headers.cookie) }
}

function cameIn({ staff }: Api, made: Started | SignInRefusal, language: SpokenLanguage): Response {
  if (!("refused" in made))
    return withCookie(sendJson(staff.sessions.answerOf(made.found)), cookieOf(made.token))
  if (made.refused === "too-many-requests")
    throw new Denied(made.refused, language, { retryAfterSeconds: Math.ceil(made.retryAfterMs / 1000) })
  throw new Denied(
    made.refused,
    language,
    made.refused === "password-too-weak" ? { field: "newPassword" } : {},
  )
}

export function withCookie(answer: Response, cookie: string): Response {
  answer.headers.append("set-cookie", cookie)
  return answer
}

async function bankName({ ledger }: Api): Promise<string> {
  const [branch] = await ledger.branches()
  return branch?.plan.brand.bankName ?? ""
}

const json = (schema: z.ZodType) => ({ content: { "application/json": { schema } } })

type Described = readonly ["get" | "post" | "delete", string, string, z.ZodType | null, z.ZodType]

const described: readonly Described[] = [
  ["get", "/v1/sign-in", "What the sign-in page offers", null, SignInOptions],
  ["post", "/v1/session", "Sign in, by a cookie", SignInBody, SessionAnswer],
  [
    "post",
    "/v1/session/password",
    "Replace the password or the one-time secret, and sign in",
    NewPasswordBody,
    SessionAnswer,
  ],
  ["get", "/v1/session", "Who is signed in, and until when", null, SessionAnswer],
  ["delete", "/v1/session", "Sign out", null, SignedOut],
  ["post", "/v1/session/prove", "Prove once more who it is", ProveBody, SessionAnswer],
  ["post", "/v1/session/totp", "A new authenticator, to be confirmed", null, TotpOffer],
  [
    "post",
    "/v1/session/totp/confirm",
    "Confirm the authenticator by its code",
    ConfirmTotpBody,
    RecoveryCodes,
  ],
]

function describe({ app }: Api): void {
  for (const [method, path, summary, body, answer] of described)
    app.openAPIRegistry.registerPath(
      createRoute({
        method,
        path,
        summary,
        tags: ["session"],
        ...(path === "/v1/sign-in" ? {} : { security: [{ session: [] }] }),
        ...(body ? { request: { body: json(body) } } : {}),
        responses: { 200: { description: "As it stands", ...json(answer) }, ...problemAnswers },
      }),
    )
}
