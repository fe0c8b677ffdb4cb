import type { BranchId } from "@giliran/contract/basics"
import { DemoSession } from "@giliran/contract/http-answers"
import { createRoute, z } from "@hono/zod-openapi"
import { isFromThisMachine } from "./demo-door.ts"
import { grantToken } from "../keys/grant-token.ts"
import type { KeyRole } from "@giliran/contract/access"
import { SessionAnswer } from "@giliran/contract/sessions"
import { addressOf } from "../access/address-of.ts"
import { type Api, deny, sendJson } from "../http/api.ts"
import { languageOf } from "../http/caller-language.ts"
import { checkBody } from "../http/check-body.ts"
import { problemAnswers } from "../http/openapi-words.ts"
import { readBody } from "../http/read-body.ts"
import { cookieOf } from "../staff/session-cookie.ts"
import { fromOf, withCookie } from "../staff/session-routes.ts"

const DemoSessionBody = z.strictObject({ screen: z.enum(["kiosk", "display", "counter", "office"]) })
type DemoScreen = Exclude<z.infer<typeof DemoSessionBody>["screen"], "office">

const roleOf: Readonly<Record<DemoScreen, KeyRole>> = {
  kiosk: "kiosk",
  display: "display",
  counter: "teller",
}

/** The demo's screens sign in by themselves, on the server's own machine. One token a screen for the server's life. */
export function demoSessionRoute(
  api: Api,
  demo: { readonly branchId: BranchId; readonly host: string },
): void {
  const tokens = new Map<DemoScreen, Promise<string>>()
  const tokenFor = (screen: DemoScreen, address: string) => {
    const known = tokens.get(screen)
    if (known) return known
    const key = { role: roleOf[screen], branchId: demo.branchId, label: `demo ${screen}`, isDemo: true }
    const token = grantToken(api.ledger, key, { actor: "demo", address }).then((made) => made.token)
    tokens.set(screen, token)
    token.catch(() => tokens.delete(screen))
    return token
  }

  api.app.openAPIRegistry.registerPath(
    createRoute({
      method: "post",
      path: "/v1/demo/session",
      summary:
        "A token for a screen of the demo branch, or its manager's session by a cookie; on the server's own machine only",
      tags: ["demo"],
      request: { body: { content: { "application/json": { schema: DemoSessionBody } } } },
      responses: {
        200: {
          description: "Signed in",
          content: { "application/json": { schema: z.union([DemoSession, SessionAnswer]) } },
        },
        ...problemAnswers,
      },
    }),
  )
  api.app.post("/v1/demo/session", async (c) => {
    const { incoming } = c.env
    const language = languageOf(incoming.headers["accept-language"])
    await api.limits.forStranger(incoming, language)
    if (!isFromThisMachine(incoming, demo.host)) return deny("not-allowed", language)
    const given = await readBody(incoming)
    if ("refused" in given) return deny("body-too-large", language, { field: "body" })
    const checked = checkBody(DemoSessionBody, given.text, language)
    if ("problem" in checked) return deny("bad-request", language, checked.problem)
    const room = await api.rooms.roomOf(demo.branchId)
    if (!room) return deny("unknown-branch", language)
    const { screen } = checked.body
    if (screen === "office") {
      const started = await api.staff.enterDemo(demo.branchId, fromOf(incoming))
      if (!started) return deny("not-allowed", language)
      return withCookie(sendJson(api.staff.sessions.answerOf(started.found)), cookieOf(started.token))
    }
    const session: DemoSession = {
      token: await tokenFor(screen, addressOf(incoming)),
      branch: demo.branchId,
    }
    return sendJson(session)
  })
}
