import { randomBytes } from "node:crypto"
import type { BranchId, CounterId, Instant } from "@giliran/contract/basics"
import type { HelpRequest } from "@giliran/contract/help"
import { helpStandsMs } from "@giliran/contract/help-stands"
import type { Logger } from "pino"
import type { HelpRow, HelpTable } from "./help-table.ts"
import { DatabaseAway } from "../database/database.ts"
import type { Tx } from "../database/tx.ts"
import { listenersOf } from "../listeners.ts"
import type { Timer, World } from "../world.ts"

/** At which kiosks customers ask for somebody, on whatever server. What is written here is told here at once, elsewhere within a second. */
export interface HelpRequests {
  /** Asked again at the same kiosk, it is a new one in the place of the last. Throws `DatabaseAway`. */
  ask(tx: Tx, at: Kiosk): Promise<HelpRequest>
  /** Somebody comes; null when the request is over. Throws `DatabaseAway`. */
  come(
    tx: Tx,
    coming: { branchId: BranchId; id: string; counterId: CounterId | null },
  ): Promise<HelpRequest | null>
  /** Somebody is there, or nobody is needed: of the kiosk's own request. Throws `DatabaseAway`. */
  end(tx: Tx, at: Pick<Kiosk, "branchId" | "deviceId">, id: string): Promise<boolean>
  /** The oldest first. Never waits. */
  ofBranch(branchId: BranchId): readonly HelpRequest[]
  /** Tells when there is another list. Returns the way to stop listening. */
  readonly onNews: (listener: (branchId: BranchId) => void) => () => void
  readonly close: () => Promise<void>
}

export interface Kiosk {
  readonly branchId: BranchId
  readonly deviceId: string
  readonly label: string
}

interface HelpNeeds {
  readonly help: HelpTable
  readonly log: Logger
  readonly world: World
}

/** Somebody stands there and waits: as soon as another server's change of access is heard of. */
const pollMs = 1_000

export function helpRequests({ help, log, world }: HelpNeeds): HelpRequests {
  const news = listenersOf<[BranchId]>()
  let known: ReadonlyMap<BranchId, readonly HelpRequest[]> = new Map()
  let looking: Promise<void> = Promise.resolve()
  let isClosed = false
  let isAway = false

  const since = () => (world.now() - helpStandsMs) as Instant

  const look = async () => {
    const found = Map.groupBy(await help.since(since()), ({ branchId }) => branchId)
    const before = known
    known = new Map(Array.from(found, ([branchId, rows]) => [branchId, rows.map(requestOf)]))
    for (const branchId of new Set([...before.keys(), ...known.keys()]))
      if (JSON.stringify(before.get(branchId)) !== JSON.stringify(known.get(branchId))) news.tell(branchId)
  }
  /** One after another, so that what was read later is believed later. */
  const lookInTurn = (): Promise<void> => {
    const turn = looking.then(look)
    looking = turn.catch(() => {})
    return turn
  }

  const poll = async () => {
    try {
      await lookInTurn()
      isAway = false
    } catch (error) {
      if (!isAway && !isClosed && !(error instanceof DatabaseAway))
        log.warn({ err: error }, "where customers ask for help is not known")
      isAway = true
    }
    if (!isClosed) pollLater()
  }
  let timer: Timer | null = null
  const pollLater = () => {
    timer = world.after(pollMs, () => void poll(), { keepsAlive: false })
  }
  pollLater()

  return {
    async ask(tx, { branchId, deviceId, label }) {
      const id = randomBytes(12).toString("base64url")
      const row = { id, branchId, deviceId, label, askedAt: world.now(), comingAt: null, counterId: null }
      await help.ask(tx, row)
      tx.afterCommit(lookInTurn)
      return requestOf(row)
    },
    async come(tx, { branchId, id, counterId }) {
      const row = await help.come(tx, { branchId, id, since: since(), at: world.now(), counterId })
      if (row) tx.afterCommit(lookInTurn)
      return row && requestOf(row)
    },
    async end(tx, { branchId, deviceId }, id) {
      const isEnded = await help.end(tx, branchId, deviceId, id)
      if (isEnded) tx.afterCommit(lookInTurn)
      return isEnded
    },
    ofBranch: (branchId) => known.get(branchId) ?? [],
    onNews: news.add,
    async close() {
      isClosed = true
      timer?.cancel()
      await looking
    },
  }
}

function requestOf({ id, deviceId, label, askedAt, comingAt, counterId }: HelpRow): HelpRequest {
  return {
    id,
    deviceId,
    name: label,
    askedAt,
    coming: comingAt === null ? null : { at: comingAt, counterId },
  }
}
