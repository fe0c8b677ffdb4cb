import type { BranchId } from "@giliran/contract/basics"
import type { Logger } from "pino"
import type { Ledger } from "./ledger.ts"
import { beforeFirstDay } from "../rules/verbs/business-day.ts"
import { BranchRoom } from "./branch-room.ts"
import { startDayTimer } from "./day-timer.ts"
import { type Clock, steadyClock } from "./steady-clock.ts"

/** Every branch's room, opened when it is first asked for. */
export interface Rooms {
  /** Null for a branch that there is not. Throws `LedgerAway`. */
  roomOf(branchId: BranchId): Promise<BranchRoom | null>
  /** The room if it is open now. */
  openRoom(branchId: BranchId): BranchRoom | null
  /** The rooms that are open now. */
  all(): readonly BranchRoom[]
  /** Finishes what waits and stops. */
  close(): Promise<void>
}

export interface RoomsNeeds {
  readonly ledger: Ledger
  readonly log: Logger
  readonly newClock?: () => Clock
  readonly onOpened: (room: BranchRoom) => void
}

const pollMs = 1_500
/** A branch that there is not is looked for again after this long. */
const unknownForMs = 1_000

export function openRooms({ ledger, log, onOpened, newClock = () => steadyClock() }: RoomsNeeds): Rooms {
  const opening = new Map<BranchId, Promise<BranchRoom | null>>()
  const rooms = new Map<BranchId, BranchRoom>()
  const stops: (() => void)[] = []

  const open = async (branchId: BranchId): Promise<BranchRoom | null> => {
    const branch = await ledger.branch(branchId)
    if (!branch) {
      setTimeout(() => opening.delete(branchId), unknownForMs).unref()
      return null
    }
    const room = await BranchRoom.open(beforeFirstDay(branch.plan), { ledger, log, clock: newClock() })
    rooms.set(branchId, room)
    stops.push(startDayTimer(room))
    onOpened(room)
    return room
  }

  const hear = (branchId: BranchId, seq: number) => rooms.get(branchId)?.hear(seq)
  stops.push(ledger.onHint(({ branchId, seq }) => hear(branchId, seq)))

  const poll = setInterval(() => {
    ledger.headSeqs().then(
      (heads) => heads.forEach((seq, branchId) => hear(branchId, seq)),
      (error: unknown) => log.debug({ err: error }, "the heads could not be asked"),
    )
  }, pollMs).unref()
  stops.push(() => clearInterval(poll))

  return {
    roomOf(branchId) {
      const known = opening.get(branchId)
      if (known) return known
      const room = open(branchId)
      opening.set(branchId, room)
      room.catch(() => opening.delete(branchId))
      return room
    },
    openRoom: (branchId) => rooms.get(branchId) ?? null,
    all: () => [...rooms.values()],
    async close() {
      for (const stop of stops) stop()
      await Promise.all(Array.from(rooms.values(), (room) => room.idle()))
    },
  }
}
