import type { Command } from "@giliran/contract/commands"
import type { z } from "@hono/zod-openapi"
import { signedBy } from "../access/signed-by.ts"
import type { Deed } from "../access/deeds.ts"
import type { Outcome } from "../branch/order.ts"
import type { BranchEvent } from "../rules/day/events.ts"
import type { Api } from "./api.ts"
import { Denied } from "./denied.ts"
import { problemOfRefusal } from "./problem.ts"
import { type Asked, route, type Route } from "./route.ts"

/** What a command of the queue's is to be, and what its caller is told when it was done. */
export interface Commanded {
  readonly command: Command
  /** The good answer's body. */
  readonly answer: (happened: Happened) => object
}

export interface Happened extends Pick<Outcome, "day" | "now"> {
  readonly events: readonly BranchEvent[]
}

type BranchPath = `/v1/branches/{branch}/${string}`
type NoQuery = z.ZodObject

/** A button of the product as a route: one request, one command, saved with its reply. */
export function command<const Path extends BranchPath, Body extends z.ZodType>(
  api: Api,
  spec: Route<Path, Deed, NoQuery, Body>,
  order: (asked: Asked<Path, Deed, unknown, z.output<Body>>) => Commanded,
): void {
  const { status = 200 } = spec
  route(api, spec, async (given) => {
    const asked = given as unknown as Asked<Path, Deed, unknown, z.output<Body>>
    const { caller, incoming, language, key, digest } = asked
    const { room } = asked as unknown as Asked<BranchPath, Deed, unknown, unknown>
    const ordered = order(asked)
    const settled = await room.submit({
      commandId: key,
      digest,
      actor: signedBy(caller, incoming),
      command: ordered.command,
      respond: ({ decision, day, now }) => {
        if ("refusal" in decision) {
          const problem = problemOfRefusal(decision.refusal, { plan: day.plan, now, language })
          return { status: problem.status, body: JSON.stringify(problem) }
        }
        return { status, body: JSON.stringify(ordered.answer({ events: decision.events, day, now })) }
      },
    })
    if (typeof settled === "string") throw new Denied(settled, language)
    return settled
  })
}
