import type { BranchId, Instant } from "@giliran/contract/basics"
import type { DeviceState, HealthReport, TroubledDevice } from "@giliran/contract/device-health"
import type { Logger } from "pino"
import { type Caller, screenOf } from "../access/caller.ts"
import { roles } from "../access/roles.ts"
import { DatabaseAway } from "../database/database.ts"
import type { ScreenReports } from "../live/screen-reports.ts"
import { listenersOf } from "../listeners.ts"
import type { Timer, World } from "../world.ts"
import type { DeviceHealthTable, HealthRow } from "./device-health-table.ts"
import { stateOf } from "./device-troubles.ts"

/**
 * How the branch's screens are: what they report goes to the database, where every server reads it. However often a screen reports, and
 * however many there are, a server writes one statement a second at most, and one each half minute when nothing changes.
 */
export interface DeviceHealth extends ScreenReports {
  /** What came by this connection. Of whoever is no screen, nothing is kept. */
  heard(connection: string, caller: Caller, report: HealthReport): void
  /** Each screen that was there within a week. Throws `DatabaseAway`. */
  ofBranch(branchId: BranchId, now: Instant): Promise<ReadonlyMap<string, DeviceState>>
  /** Those that are not well, as they were a few seconds ago. Never waits: what is new is asked for in the background, and told. */
  troubled(branchId: BranchId): TroubledDevice[]
  /** Tells when there is something else to be shown. Returns the way to stop listening. */
  readonly onNews: (listener: (branchId: BranchId) => void) => () => void
  readonly close: () => Promise<void>
}

const gatherMs = 1_000
/** More than twice within the time after which a screen counts as gone. */
const beatMs = 30_000
/** Another server may have heard of something else. */
const freshMs = 5_000
/** A screen that was not there for so long is missed by nobody. */
const missedMs = 7 * 24 * 60 * 60_000
const tidyMs = 60 * 60_000

interface Known {
  readonly troubled: TroubledDevice[]
  readonly askedAt: number
}

interface DeviceHealthNeeds {
  readonly table: DeviceHealthTable
  readonly log: Logger
  readonly world: World
}

export function deviceHealth({ table, log, world }: DeviceHealthNeeds): DeviceHealth {
  /** By connection: a screen that comes back is there twice for a while. */
  const present = new Map<string, Omit<HealthRow, "heardAt">>()
  const changed = new Set<string>()
  const known = new Map<BranchId, Known>()
  const asking = new Set<BranchId>()
  const news = listenersOf<[BranchId]>()
  let gathering: Timer | null = null
  let work: Promise<void> = Promise.resolve()
  let isClosed = false

  const complain = (error: unknown) => {
    // The screens are still there, and are written down with the next beat.
    if (!isClosed && !(error instanceof DatabaseAway))
      log.warn({ err: error }, "how the screens are is not known")
  }

  const write = async (rows: readonly Omit<HealthRow, "heardAt">[]) => {
    if (rows.length === 0) return
    const heardAt = world.now()
    const newest = new Map(rows.map((row) => [`${row.branchId} ${row.deviceId}`, { ...row, heardAt }]))
    await table.save([...newest.values()])
    for (const branchId of new Set(rows.map((row) => row.branchId)))
      if (known.has(branchId)) await look(branchId)
  }

  const inTurn = (doIt: () => Promise<void>) => {
    work = work.then(doIt).catch(complain)
  }

  const writeChanged = () => {
    gathering = null
    const due = [...changed]
    changed.clear()
    inTurn(() => write(due.flatMap((connection) => present.get(connection) ?? [])))
  }

  const look = async (branchId: BranchId) => {
    const states = await readStates(branchId, world.now())
    const troubled = states
      .filter(({ state }) => state.troubles.length > 0)
      .map(({ deviceId, name, state: { troubles } }) => ({ deviceId, name, troubles }))
    const before = known.get(branchId)?.troubled ?? []
    known.set(branchId, { troubled, askedAt: world.elapsedMs() })
    if (JSON.stringify(troubled) !== JSON.stringify(before)) news.tell(branchId)
  }

  const readStates = async (branchId: BranchId, at: Instant) => {
    const rows = await table.ofBranch(branchId, (at - missedMs) as Instant)
    return rows.map((row) => ({ deviceId: row.deviceId, name: row.label, state: stateOf(row, at) }))
  }

  const beat = world.every(beatMs, () => inTurn(() => write([...present.values()])), { keepsAlive: false })
  const forgetMissed = () => inTurn(() => table.forget((world.now() - missedMs) as Instant))
  const tidy = world.every(tidyMs, forgetMissed, { keepsAlive: false })

  return {
    heard(connection, caller, report) {
      const who = hallScreenOf(caller)
      if (!who) return
      // The last to speak comes last, and is the one that is written.
      present.delete(connection)
      present.set(connection, { ...who, report })
      changed.add(connection)
      gathering ??= world.after(gatherMs, writeChanged)
    },
    left: (connection) => void present.delete(connection),
    async ofBranch(branchId, at) {
      const states = await readStates(branchId, at)
      return new Map(states.map(({ deviceId, state }) => [deviceId, state]))
    },
    troubled(branchId) {
      const asked = known.get(branchId)
      const isFresh = asked !== undefined && world.elapsedMs() - asked.askedAt < freshMs
      if (!isFresh && !isClosed && !asking.has(branchId)) {
        asking.add(branchId)
        void look(branchId)
          .catch(complain)
          .finally(() => asking.delete(branchId))
      }
      return asked?.troubled ?? []
    },
    onNews: news.add,
    async close() {
      isClosed = true
      beat.cancel()
      tidy.cancel()
      gathering?.cancel()
      await work
    },
  }
}

/** A paired device, or a screen that was opened by a link or by the demo; people and scripts have no loudspeaker. */
function hallScreenOf(caller: Caller): Pick<HealthRow, "branchId" | "deviceId" | "label"> | null {
  const screen = screenOf(caller)
  if (screen === null || !("branchId" in caller)) return null
  const isScript = caller.kind === "key" && !roles[caller.role].isHallScreen
  return isScript ? null : { branchId: caller.branchId, ...screen }
}
