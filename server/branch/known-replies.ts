import { LRUCache } from "lru-cache"
import type { BranchId, Instant } from "@giliran/contract/basics"
import type { Ledger, StoredReply } from "./ledger.ts"
import type { Order, Reply, Unsettled } from "./order.ts"

/** A retry comes within seconds; whoever comes later is answered by the ledger. */
const keptCount = 128
/** In the ledger: nobody repeats a command of the day before yesterday. */
const keptMs = 48 * 3_600_000

/**
 * What a room needs to give the same command the same reply: those given last, and those being worked out. A reply that
 * is no longer here is found in the ledger, where the command's key stops it from happening twice.
 */
export class KnownReplies {
  readonly #given = new LRUCache<string, Reply & { readonly digest: string }>({ max: keptCount })
  readonly #underWay = new Map<
    string,
    { readonly digest: string; readonly settled: Promise<Reply | null | Unsettled> }
  >()

  /** The answer to this order: known, or the one that `settle` works out, once for all that ask meanwhile. */
  answer(
    order: Order,
    settle: (order: Order) => Promise<Reply | null | Unsettled>,
  ): Promise<Reply | null | Unsettled> {
    const { commandId, digest } = order
    if (commandId === null) return settle(order)
    const before = this.#given.get(commandId)
    if (before) return Promise.resolve(before.digest === digest ? before : "key-reused")
    const twin = this.#underWay.get(commandId)
    if (twin) return twin.digest === digest ? twin.settled : Promise.resolve("key-reused")
    const settled = settle(order).finally(() => this.#underWay.delete(commandId))
    this.#underWay.set(commandId, { digest, settled })
    return settled
  }

  keep({ commandId, digest, status, body }: StoredReply): void {
    this.#given.set(commandId, { digest, status, body })
  }
}

/** Forgets the replies that nobody asks for any more, and says how many. Throws `DatabaseAway`. */
export function pruneReplies(
  ledger: Pick<Ledger, "pruneReplies">,
  branchId: BranchId,
  now: Instant,
): Promise<number> {
  return ledger.pruneReplies(branchId, Math.max(0, now - keptMs) as Instant)
}
