import type { IncomingMessage } from "node:http"
import type { Logger } from "pino"
import { addressOf } from "../access/address-of.ts"
import { actorOf } from "../access/caller.ts"
import type { Callers } from "../access/callers.ts"
import type { Denied } from "./denied.ts"

/** What somebody tried who may not: for whoever watches the log for one that tries again and again. */
const telling: ReadonlySet<Denied["code"]> = new Set([
  "not-allowed",
  "cross-site",
  "too-many-requests",
  "too-many-checks",
])

/** Who, from where, at which door; nothing of what was sent. Who is not known at all is not in it until there are too many. */
export async function logRefused(
  log: Logger,
  callers: Pick<Callers, "byRequest">,
  incoming: IncomingMessage,
  { code }: Pick<Denied, "code">,
): Promise<void> {
  if (!telling.has(code)) return
  const shown = await callers.byRequest(incoming, false)
  const actor = shown ? actorOf(shown.caller) : "nobody"
  const path = incoming.url?.split("?", 1)[0]?.slice(0, 200)
  log.info({ refused: code, actor, address: addressOf(incoming), method: incoming.method, path }, "refused")
}
