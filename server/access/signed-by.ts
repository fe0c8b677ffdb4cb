import type { IncomingMessage } from "node:http"
import { addressOf } from "./address-of.ts"
import { actorOf, type Caller } from "./caller.ts"

/** Who asked and where from, as the events keep it. Of customers, no address. */
export function signedBy(caller: Caller, incoming: IncomingMessage): string {
  return caller.kind === "customer" ? actorOf(caller) : `${actorOf(caller)} from ${addressOf(incoming)}`
}
