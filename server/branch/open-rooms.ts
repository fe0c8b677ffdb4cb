import type { BranchId } from "@giliran/contract/basics"
import type { Logger } from "pino"
import type { BranchRow, Ledger } from "./ledger.ts"
import { beforeFirstDay } from "../rules/verbs/business-day.ts"
import { BranchRoom } from "./branch-room.ts"
import { startDayTimer } from "./day-timer.ts"
import { steadyClock } from "./steady-clock.ts"
import type { World } from "../world.ts"

/** Every branch's room, opened when it is first asked for. */
export interface Rooms {
  /** Null for a branch that there is not. Throws `DatabaseAway`. */
  roomOf(branchId: BranchId): Promise<BranchRoom | null>
  /** Whether there is such a branch; opens nothing. Throws `DatabaseAway`. */
  isBranch(branchId: BranchId): Promise<boolean>
  /** The room if it is open now. */
  openRoom(branchId: BranchId): BranchRoom | null
  /** Opens these branches, some at a time: while the day of one is being folded the database reads another's. */
  openAll(branches: readonly BranchRow[]): Promise<void>
  /** Tells of each room that opens from now on. */
  onOpened(listener: (room: BranchRoom) => void): void
  /** The rooms that are open now. */
  all(): readonly BranchRoom[]
  /** Finishes what waits and stops. */
  close(): Promise<void>
}

export interface RoomsNeeds {
  readonly ledger: Ledger
  readonly log: Logger
  readonly world: World
}

const openingAtOnce = 4
const pollMs = 1_500
/** A branch that there is not is looked for again after this long. */
const unknownForMs = 1_000

export function openRooms({ ledger, log, world }: RoomsNeeds): Rooms {
  const opening = new Map<BranchId, Promise<BranchRoom | null>>()
  const rooms = new Map<BranchId, BranchRoom>()
  const nowhere = new Set<BranchId>()
  const stops: (() => void)[] = []
  const listeners: ((room: BranchRoom) => void)[] = []

  const open = async (branchId: BranchId): Promise<BranchRoom | null> => {
    const branch = await ledger.branch(branchId)
    if (!branch) {
      world.after(unknownForMs, () => opening.delete(branchId), { keepsAlive: false })
      return null
    }
    const room = await BranchRoom.open(beforeFirstDay(branch.plan), {
      ledger,
      log,
      world,
      clock: steadyClock(world),
    })
    rooms.set(branchId, room)
    stops.push(startDayTimer(room, world))
    for (const listener of listeners) listener(room)
    return room
  }

  const hear = (branchId: BranchId, seq: number) => rooms.get(branchId)?.hear(seq)
  stops.push(ledger.onHint(({ branchId, seq }) => hear(branchId, seq)))

  const askHeads = () => {
    ledger.headSeqs().then(
      (heads) => heads.forEach((seq, branchId) => hear(branchId, seq)),
      (error: unknown) => log.debug({ err: error }, "the heads could not be asked"),
    )
  }
  const poll = world.every(pollMs, askHeads, { keepsAlive: false })
  stops.push(() => poll.cancel())

  const roomOf = (branchId: BranchId) => {
    const known = opening.get(branchId)
    if (known) return known
    const room = open(branchId)
    opening.set(branchId, room)
    room.catch(() => opening.delete(branchId))
    return room
  }

  return {
    roomOf,
    async isBranch(branchId) {
      if (rooms.has(branchId)) return true
      if (nowhere.has(branchId)) return false
      if (await ledger.branch(branchId)) return true
      nowhere.add(branchId)
      world.after(unknownForMs, () => nowhere.delete(branchId), { keepsAlive: false })
      return false
    },
    async openAll(branches) {
      const coming = branches.values()
      const openNext = async () => {
        for (const { id } of coming) await roomOf(id)
      }
      await Promise.all(Array.from({ length: openingAtOnce }, openNext))
    },
    onOpened: (listener) => void listeners.push(listener),
    openRoom: (branchId) => rooms.get(branchId) ?? null,
    all: () => [...rooms.values()],
    async close() {
      for (const stop of stops) stop()
      await Promise.all(Array.from(rooms.values(), (room) => room.idle()))
    },
  }
}
