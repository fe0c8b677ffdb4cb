import { LRUCache } from "lru-cache"
import type { Caller } from "../access/caller.ts"
import type { TokenHolders } from "../access/callers.ts"
import { digestOf } from "../access/tokens.ts"
import { type Deed, isDeed } from "../access/deeds.ts"
import type { KeyRow, KeyTable } from "./key-table.ts"

const rememberedMs = 10_000

/** Who calls with an API key. Where the server listens to more than its own machine, what the demo's screens were given opens nothing. */
export function keyCallers(keys: Pick<KeyTable, "find">, isDemoOpen: boolean): TokenHolders {
  const known = new LRUCache<string, { readonly caller: Caller | null }>({ max: 5_000, ttl: rememberedMs })
  let forgotten = 0

  const lookUp = async (token: string): Promise<Caller | null> => {
    const asked = forgotten
    const row = await keys.find(digestOf(token))
    const caller = row && row.revokedAt === null && (isDemoOpen || !row.isDemo) ? keyOf(row) : null
    // What was revoked meanwhile was read too early to be remembered.
    if (asked === forgotten) known.set(token, { caller })
    return caller
  }

  return {
    callerOf(token) {
      const remembered = known.get(token)
      return remembered ? remembered.caller : lookUp(token)
    },
    forget() {
      forgotten++
      known.clear()
    },
  }
}

function keyOf({ role, branchId, digest, label, scopes }: KeyRow): Caller {
  const narrowed: ReadonlySet<Deed> | null = scopes.length === 0 ? null : new Set(scopes.filter(isDeed))
  return { kind: "key", role, branchId, keyId: digest.slice(0, 8), label, scopes: narrowed }
}
