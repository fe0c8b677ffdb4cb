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
  const actor = await actorBehind(callers, incoming)
  const path = incoming.url?.split("?", 1)[0]?.slice(0, 200)
  log.info({ refused: code, actor, address: addressOf(incoming), method: incoming.method, path }, "refused")
}

/** Who is not known by now is not looked up for the log's sake. */
async function actorBehind(callers: Pick<Callers, "byRequest">, incoming: IncomingMessage): Promise<string> {
  try {
    const shown = await callers.byRequest(incoming, { isAct: false, pay: nobodyPays })
    return shown ? actorOf(shown.caller) : "nobody"
  } catch {
    return "nobody"
  }
}

function nobodyPays(): Promise<never> {
  return Promise.reject(new Error("a stranger"))
}
