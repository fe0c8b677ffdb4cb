import type { BranchId } from "@giliran/contract/basics"
import type { Client } from "pg"
import { chainStart, linkHash } from "./hash-chain.ts"
import type { AppendBatch, NewEvent } from "./ledger.ts"

/** An event as it is stored, to the byte, and its hash. */
export interface Link {
  readonly written: NewEvent
  readonly body: string
  readonly hash: string
}

/** The links of what is about to be appended. Remembers where each branch's chain ends, and reads it where it does not know. */
export class ChainEnds {
  readonly #ends = new Map<BranchId, { readonly seq: number; readonly hash: string }>()

  /** Of each batch's events, in their order. */
  async linksOf(client: Client, batches: readonly AppendBatch[]): Promise<readonly (readonly Link[])[]> {
    const links: (readonly Link[])[] = []
    for (const batch of batches)
      links.push(batch.events.length === 0 ? [] : linksAfter(await this.#endAt(client, batch), batch))
    return links
  }

  /** These were written. */
  moveOn(
    batches: readonly AppendBatch[],
    links: readonly (readonly Link[])[],
    written: ReadonlySet<string>,
  ): void {
    for (const [index, { branchId, after, events }] of batches.entries()) {
      const last = links[index]?.at(-1)
      if (last && written.has(branchId))
        this.#ends.set(branchId, { seq: after + events.length, hash: last.hash })
    }
  }

  async #endAt(client: Client, { branchId, after }: AppendBatch): Promise<string> {
    if (after === 0) return chainStart
    const known = this.#ends.get(branchId)
    if (known?.seq === after) return known.hash
    const { rows } = await client.query<{ hash: string | null }>({
      name: "chain-end",
      text: `SELECT hash FROM "Event" WHERE "branchId" = $1 AND seq = $2`,
      values: [branchId, after],
    })
    // No row: the batch leaves a gap and will not be written. A row without a hash: the chain begins after it.
    return rows[0]?.hash ?? chainStart
  }
}

function linksAfter(end: string, { branchId, after, events }: AppendBatch): readonly Link[] {
  let previous = end
  return events.map((written, index) => {
    const { day, event, commandId, actor } = written
    const seq = after + 1 + index
    const body = JSON.stringify(event)
    previous = linkHash(previous, { branchId, seq, day, body, commandId, actor })
    return { written, body, hash: previous }
  })
}
