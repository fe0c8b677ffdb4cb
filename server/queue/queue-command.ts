import type { z } from "@hono/zod-openapi"
import type { Deed } from "../access/deeds.ts"
import type { Api } from "../http/api.ts"
import { command, type Commanded } from "../http/command.ts"
import { Refused } from "../http/denied.ts"
import { problemOfRefusal } from "../http/problem.ts"
import type { Asked, Route } from "../http/route.ts"
import { atOtherCounter } from "./own-counter.ts"

type QueuePath = `/v1/branches/{branch}/${"tickets" | "counters"}${string}`
type NoQuery = z.ZodObject

/** A command of the queue's daily work: nobody who is signed in acts at a counter that somebody else holds. */
export function queueCommand<const Path extends QueuePath, Body extends z.ZodType>(
  api: Api,
  spec: Omit<Route<Path, Deed, NoQuery, Body>, "method">,
  order: (asked: Asked<Path, Deed, unknown, z.output<Body>>) => Commanded,
): void {
  command(api, { ...spec, method: "post" }, (asked) => {
    const commanded = order(asked)
    const { caller, language, room } = asked as unknown as Asked<
      "/v1/branches/{branch}/",
      Deed,
      unknown,
      unknown
    >
    const refusal = atOtherCounter(caller, commanded.command, room)
    if (refusal)
      throw new Refused(problemOfRefusal(refusal, { plan: room.day.plan, now: room.now(), language }))
    return commanded
  })
}
