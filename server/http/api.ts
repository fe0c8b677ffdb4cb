import type { HttpBindings } from "@hono/node-server"
import type { OpenAPIHono } from "@hono/zod-openapi"
import type { Logger } from "pino"
import type { Callers } from "../access/callers.ts"
import type { Rooms } from "../branch/open-rooms.ts"
import type { Database } from "../database/database.ts"
import type { World } from "../world.ts"
import type { RateLimits } from "./rate-limits.ts"

/** What every route stands on. What a concern's routes need besides, they get from their own concern. */
export interface Api {
  readonly app: OpenAPIHono<ApiEnv>
  readonly world: World
  readonly log: Logger
  readonly rooms: Rooms
  readonly database: Pick<Database, "transaction" | "patiently" | "pool">
  readonly callers: Callers
  readonly limits: RateLimits
  /** Besides its own address: the public one behind a proxy. */
  readonly ownOrigins: ReadonlySet<string>
}

export interface ApiEnv {
  Bindings: HttpBindings
}
