import type { BranchId, Instant } from "@giliran/contract/basics"
import type { Logger } from "pino"
import type { EndedDay, SignDay } from "./daily-root-table.ts"
import type { AuditTable } from "./audit-table.ts"
import type { Timer, World } from "../world.ts"
import type { BranchRoom } from "../branch/branch-room.ts"
import { digestOfStatement, readStatement, writeStatement } from "./root-statement.ts"
import type { SigningKey } from "./signing-key.ts"

export interface DaySigner {
  /** Signs each of the branch's days when it is over, and those that were missed. */
  readonly watch: (room: Pick<BranchRoom, "branchId" | "onBelieved">) => void
  readonly close: () => Promise<void>
}

export interface SignerNeeds {
  readonly audit: AuditTable
  readonly world: World
  /** Null: nothing is signed. */
  readonly key: SigningKey | null
  readonly log: Logger
}

/** What comes first when a day begins is the branch. */
const patienceMs = 5_000
const againMs = 60_000

/** Signs where each day's chains end, one branch at a time. Of several servers the first one's root counts. */
export function daySigner({ audit, key, log, world }: SignerNeeds, delayMs = patienceMs): DaySigner {
  const timers = new Set<Timer>()
  let isClosing = false
  let work: Promise<void> = Promise.resolve()

  const later = (branchId: BranchId, afterMs: number) => {
    const sign = () => {
      timers.delete(timer)
      work = work.then(() => signMissing(branchId))
    }
    const timer = world.after(afterMs, sign, { keepsAlive: false })
    timers.add(timer)
  }

  const signMissing = async (branchId: BranchId) => {
    if (!key || isClosing) return
    try {
      for (const day of await signDays({ audit, world }, key, branchId))
        log.info({ branch: branchId, day, key: key.keyId.slice(0, 8) }, "the day is signed")
    } catch (error) {
      log.warn({ err: error, branch: branchId }, "a day that is over is signed later")
      if (!isClosing) later(branchId, againMs)
    }
  }

  return {
    watch(room) {
      if (!key) return
      later(room.branchId, delayMs)
      room.onBelieved(({ events }) => {
        if (events.some(({ type }) => type === "day-opened")) later(room.branchId, delayMs)
      })
    },
    async close() {
      isClosing = true
      for (const timer of timers) timer.cancel()
      await work
    },
  }
}

/** Every day of the branch that is over and has no root yet; returns those that this server signed. */
export async function signDays(
  { audit, world }: Pick<SignerNeeds, "audit" | "world">,
  key: SigningKey,
  branchId: BranchId,
): Promise<readonly string[]> {
  const signed: string[] = []
  const last = await audit.lastRoot(branchId)
  let after = last ? (readStatement(last.statement)?.events.last ?? 0) : 0
  for (;;) {
    const ended = await audit.dayAfter(branchId, after)
    if (!ended) return signed
    // Older than the chain: there is no hash to sign.
    if (
      ended.hash !== null &&
      (await audit.saveRoot(ended, signing(ended, ended.hash, { first: after + 1, key, at: world.now() })))
    )
      signed.push(ended.day)
    after = ended.last
  }
}

interface Signing {
  /** Of the day's events. */
  readonly first: number
  readonly key: SigningKey
  readonly at: Instant
}

function signing({ branchId, day, last }: EndedDay, hash: string, { first, key, at }: Signing): SignDay {
  return ({ previous, audit, bank }) => {
    const statement = writeStatement({
      at,
      audit,
      bank,
      branchId,
      day,
      events: { first, hash, last },
      previous: previous && digestOfStatement(previous.statement),
    })
    const root = { branchId, day, statement, signature: key.sign(statement), keyId: key.keyId }
    return { root, at, digest: digestOfStatement(statement) }
  }
}
