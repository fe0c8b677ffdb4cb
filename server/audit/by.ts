import type { IncomingMessage } from "node:http"
import type { Instant } from "@giliran/contract/basics"
import { addressOf } from "../access/address-of.ts"
import { actorOf, type Caller } from "../access/caller.ts"

/** Who does it, from where and when: what every entry of the audit begins with. */
export interface By {
  readonly actor: string
  /** Empty of a customer. */
  readonly address: string
  readonly at: Instant
}

export function byOf(caller: Caller, incoming: IncomingMessage, at: Instant): By {
  const address = caller.kind === "customer" ? "" : addressOf(incoming)
  return { actor: actorOf(caller), address, at }
}
