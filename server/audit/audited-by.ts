import { addressOf } from "../access/address-of.ts"
import { actorOf } from "../access/caller.ts"
import type { By } from "../contacts/contacts.ts"
import type { Visit } from "../http/api.ts"

/** Who does it and where from, for the audit. Of customers, no address. */
export function byOf({ caller, incoming, room }: Visit): By {
  const address = caller.kind === "customer" ? "" : addressOf(incoming)
  return { actor: actorOf(caller), address, at: room.now() }
}
