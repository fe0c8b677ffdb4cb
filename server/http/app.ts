import { join } from "node:path"
import type { BranchId } from "@giliran/contract/basics"
import { OpenAPIHono } from "@hono/zod-openapi"
import { sessionCookie } from "../access/callers.ts"
import { LedgerAway } from "../branch/ledger.ts"
import { type Api, type ApiEnv, apiHeaders, Denied, deny, sendJson } from "./api.ts"
import { auditRoutes } from "../audit/audit-routes.ts"
import { languageOf } from "./caller-language.ts"
import { contactRoutes } from "../contacts/contact-routes.ts"
import { counterRoutes } from "../queue/counter-routes.ts"
import { customerRoutes } from "../customers/customer-routes.ts"
import { demoSessionRoute } from "../demo/demo-session.ts"
import { drawRoute } from "../printing/draw-route.ts"
import { helpRoutes } from "../help/help-routes.ts"
import { keyRoutes } from "../keys/key-routes.ts"
import { deviceRoutes } from "../devices/device-routes.ts"
import { pairingRoutes } from "../devices/pairing-routes.ts"
import { oidcRoutes } from "../staff/oidc-routes.ts"
import { logRefused } from "./log-refused.ts"
import { planRoutes } from "../plans/plan-routes.ts"
import { printRoute } from "../printing/print-route.ts"
import { privacyRoutes } from "../privacy/privacy-routes.ts"
import { readRoutes } from "../queue/read-routes.ts"
import { reportRoutes } from "../reports/report-routes.ts"
import { sessionRoutes } from "../staff/session-routes.ts"
import { settingsRoutes } from "../devices/settings-routes.ts"
import { staffRoutes } from "../staff/staff-routes.ts"
import { mediaFiles } from "../media/media-files.ts"
import { staticApps } from "./static-apps.ts"
import { ticketRoutes } from "../queue/ticket-routes.ts"
import { voiceRoutes } from "../voices/voice-routes.ts"

export interface AppNeeds extends Omit<Api, "app"> {
  /** Whose pages may show the counter inside theirs. */
  readonly frameAncestors: readonly string[]
  readonly demo: { readonly branchId: BranchId; readonly host: string }
  /** Where the branches' pictures and films lie. */
  readonly mediaFolder: string
  /** False while the server stops: a load balancer then sends nobody here. */
  readonly isServing: () => boolean
}

const root = join(import.meta.dirname, "..", "..")

/** Everything that the server answers by HTTP. */
export function appOf({
  demo,
  isServing,
  frameAncestors,
  mediaFolder,
  ...needs
}: AppNeeds): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>()
  const api: Api = { app, ...needs }

  ticketRoutes(api)
  printRoute(api)
  drawRoute(api)
  counterRoutes(api)
  readRoutes(api)
  planRoutes(api)
  reportRoutes(api)
  auditRoutes(api)
  keyRoutes(api)
  customerRoutes(api)
  pairingRoutes(api)
  deviceRoutes(api)
  helpRoutes(api)
  settingsRoutes(api)
  sessionRoutes(api, demo)
  oidcRoutes(api)
  staffRoutes(api)
  contactRoutes(api)
  privacyRoutes(api)
  voiceRoutes(api)
  demoSessionRoute(api, demo)

  app.openAPIRegistry.registerComponent("securitySchemes", "bearer", { type: "http", scheme: "bearer" })
  const inCookie = { type: "apiKey", in: "cookie", name: sessionCookie } as const
  app.openAPIRegistry.registerComponent("securitySchemes", "session", inCookie)
  let document: string | undefined
  app.get("/openapi.json", async (c) => {
    await needs.limits.forPage(c.env.incoming, languageOf(c.env.incoming.headers["accept-language"]))
    document ??= JSON.stringify(app.getOpenAPI31Document(about))
    return new Response(document, {
      headers: {
        ...apiHeaders,
        "content-type": "application/json",
        "cache-control": "no-cache",
      },
    })
  })

  app.get("/healthz", () => sendJson({ status: "alive" }))
  app.get("/readyz", async () => {
    const isReady = isServing() && (await needs.ledger.isReady())
    return sendJson({ status: isReady ? "ready" : "not-ready" }, isReady ? 200 : 503)
  })

  mediaFiles(app, { folder: mediaFolder, limits: needs.limits })
  staticApps(app, { root, frameAncestors, limits: needs.limits })

  app.notFound((c) => deny("not-found", languageOf(c.env.incoming.headers["accept-language"])))
  app.onError(async (error, c) => {
    if (error instanceof Denied) {
      await logRefused(needs.log, needs.callers, c.env.incoming, error)
      return deny(error.code, error.language, error.particulars)
    }
    const language = languageOf(c.env.incoming.headers["accept-language"])
    if (error instanceof LedgerAway) return deny("ledger-away", language)
    needs.log.error({ err: error, method: c.req.method, path: c.req.path }, "a request stumbled")
    return deny("unexpected", language)
  })
  return app
}

const about = {
  openapi: "3.1.0",
  info: {
    title: "Giliran",
    version: "1",
    description:
      "The queue of a bank branch. A call here has exactly the effect of a button on a screen. Every POST honours Idempotency-Key; every no is a problem (RFC 9457) whose code is the refusal's name.",
    license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
  },
}
