import { OpenAPIHono } from "@hono/zod-openapi"
import type { Callers } from "../access/callers.ts"
import { DatabaseAway } from "../database/database.ts"
import type { Api, ApiEnv } from "./api.ts"
import { languageOf } from "./caller-language.ts"
import { Denied, Refused } from "./denied.ts"
import { describeApi } from "./describe-api.ts"
import { logRefused } from "./log-refused.ts"
import { deny, sendJson, sendProblem } from "./reply.ts"
import { staticApps } from "./static-apps.ts"

export interface AppNeeds extends Omit<Api, "app"> {
  readonly callers: Callers
  /** What opens the doors of each concern. */
  readonly routes: readonly ((api: Api) => void)[]
  /** Whose pages may show the counter inside theirs. */
  readonly frameAncestors: readonly string[]
  /** Whether this server can work now: a load balancer sends nobody to one that cannot. */
  readonly isReady: () => Promise<boolean>
}

/** Everything that the server answers by HTTP. */
export function appOf({ routes, isReady, frameAncestors, ...needs }: AppNeeds): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>()
  const api: Api = { app, ...needs }
  for (const open of routes) open(api)
  describeApi(api)

  app.get("/healthz", () => sendJson({ status: "alive" }))
  app.get("/readyz", async () => {
    const isReadyNow = await isReady()
    return sendJson({ status: isReadyNow ? "ready" : "not-ready" }, isReadyNow ? 200 : 503)
  })
  staticApps(app, { frameAncestors, limits: needs.limits })

  app.notFound((c) => deny("not-found", languageOf(c.env.incoming.headers["accept-language"])))
  app.onError(async (error, c) => {
    const { incoming } = c.env
    if (error instanceof Denied) {
      await logRefused(needs.log, needs.callers, incoming, error)
      return deny(error.code, error.language, error.particulars)
    }
    if (error instanceof Refused) return sendProblem(error.problem)
    const language = languageOf(incoming.headers["accept-language"])
    if (error instanceof DatabaseAway) return deny("ledger-away", language)
    needs.log.error({ err: error, method: c.req.method, path: c.req.path }, "a request stumbled")
    return deny("unexpected", language)
  })
  return app
}
