import type { KeyRole } from "@giliran/contract/access"
import { SessionAnswer } from "@giliran/contract/sessions"
import { DemoSession } from "@giliran/contract/http-answers"
import { z } from "@hono/zod-openapi"
import { addressOf } from "../access/address-of.ts"
import { isFromThisMachine } from "../access/this-machine.ts"
import type { Api } from "../http/api.ts"
import { Denied } from "../http/denied.ts"
import { sendJson, withCookie } from "../http/reply.ts"
import { route } from "../http/route.ts"
import { grantToken } from "../keys/grant-token.ts"
import type { KeyTable } from "../keys/key-table.ts"
import { cookieOf } from "../staff/session-cookie.ts"
import { fromOf } from "../staff/session-routes.ts"
import type { StaffAccess } from "../staff/staff-access.ts"
import { enterDemo } from "./demo-manager.ts"
import { demoBranchId } from "./seed.ts"

const DemoSessionBody = z.strictObject({ screen: z.enum(["kiosk", "display", "counter", "office"]) })
type DemoScreen = Exclude<z.infer<typeof DemoSessionBody>["screen"], "office">

const roleOf: Readonly<Record<DemoScreen, KeyRole>> = {
  kiosk: "kiosk",
  display: "display",
  counter: "teller",
}

export interface DemoSessionNeeds {
  readonly keys: Pick<KeyTable, "save">
  readonly staff: Pick<StaffAccess, "book" | "sessions">
  /** The name or address that the server listens on. */
  readonly host: string
}

/** The demo's screens sign in by themselves, on the server's own machine. One token a screen for the server's life. */
export function demoSessionRoute(api: Api, { keys, staff, host }: DemoSessionNeeds): void {
  const { database, world, rooms } = api
  const tokens = new Map<DemoScreen, Promise<string>>()
  const tokenFor = (screen: DemoScreen, address: string) => {
    const known = tokens.get(screen)
    if (known) return known
    const key = { role: roleOf[screen], branchId: demoBranchId, label: `demo ${screen}`, isDemo: true }
    const token = database
      .transaction((tx) => grantToken(tx, { keys, world }, key, { actor: "demo", address }))
      .then((made) => made.token)
    tokens.set(screen, token)
    token.catch(() => tokens.delete(screen))
    return token
  }

  route(
    api,
    {
      method: "post",
      path: "/v1/demo/session",
      who: "anybody",
      tag: "demo",
      summary:
        "A token for a screen of the demo branch, or its manager's session by a cookie; on the server's own machine only",
      body: DemoSessionBody,
      answer: z.union([DemoSession, SessionAnswer]),
      budget: (all, { incoming, language }) => all.forStranger(incoming, language),
    },
    async ({ incoming, language, body: { screen }, onceShown }) => {
      if (!isFromThisMachine(incoming, host)) throw new Denied("not-allowed", language)
      if (!(await rooms.roomOf(demoBranchId))) throw new Denied("unknown-branch", language)
      // A screen that asks again gets the token that it has: nothing is done that a retry would double.
      if (screen !== "office")
        return {
          token: await tokenFor(screen, addressOf(incoming)),
          branch: demoBranchId,
        } satisfies DemoSession
      const at = { branchId: demoBranchId, from: fromOf(incoming), now: world.now() }
      const started = await onceShown((tx) => enterDemo(tx, staff.book, at))
      if (!started) throw new Denied("not-allowed", language)
      return withCookie(sendJson(staff.sessions.answerOf(started.found)), cookieOf(started.token))
    },
  )
}
