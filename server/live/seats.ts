import { BranchId, CounterId } from "@giliran/contract/basics"
import type { ProblemCode } from "@giliran/contract/refusals"
import { z } from "zod"
import type { Caller } from "../access/caller.ts"
import { may } from "../access/may.ts"
import type { Rooms } from "../branch/open-rooms.ts"
import type { Audience } from "./audience.ts"
import type { LiveSocket } from "./live-socket.ts"
import type { Publisher } from "./publisher.ts"

export const Wish = z.object({
  branch: BranchId.optional(),
  view: z.enum(["kiosk", "display", "counter", "ticket"]).optional(),
  counter: CounterId.optional(),
})
export type Wish = z.infer<typeof Wish>

interface Seat {
  readonly publisher: Publisher
  readonly audience: Audience
}

type Found = Seat | { readonly code: ProblemCode }

/** Which screen watches what. A screen never chooses a socket room's name: it wishes, and the server says what it may see. */
export interface Seats {
  find(caller: Caller, wish: Wish): Promise<Found>
  /** Null when the screen has its view, and gets every next one. */
  take(socket: LiveSocket, found: Seat): ProblemCode | null
  leave(socket: LiveSocket): void
  /** Whether this caller may still see what this screen shows. */
  maySit(socket: LiveSocket, caller: Caller): boolean
}

export function seatsOf(rooms: Rooms, publishers: ReadonlyMap<BranchId, Publisher>): Seats {
  const seatOf = new WeakMap<LiveSocket, Seat>()

  /** The secret alone says which ticket; the branch is found by it where the screen does not name one. */
  const findTicket = async (
    { ticketId }: Caller & { kind: "customer" },
    { branch, view }: Wish,
  ): Promise<Found> => {
    if (view !== undefined && view !== "ticket") return { code: "not-allowed" }
    if (branch) await rooms.roomOf(branch)
    const room = rooms
      .all()
      .find(({ branchId, day }) => (!branch || branchId === branch) && day.tickets.has(ticketId))
    const publisher = room && publishers.get(room.branchId)
    return publisher ? { publisher, audience: { kind: "ticket", ticketId } } : { code: "unknown-ticket" }
  }

  const leave = (socket: LiveSocket) => {
    const seated = seatOf.get(socket)
    seated?.publisher.unwatch(socket, seated.audience)
    seatOf.delete(socket)
  }

  return {
    async find(caller, wish) {
      if (caller.kind === "customer") return findTicket(caller, wish)
      const { branch, view, counter } = wish
      if (!branch || !view || view === "ticket") return { code: "bad-request" }
      if (!(await rooms.isBranch(branch))) return { code: "unknown-branch" }
      if (!may(caller, `see-${view}`, { branchId: branch })) return { code: "not-allowed" }
      await rooms.roomOf(branch)
      const publisher = publishers.get(branch)
      if (!publisher) return { code: "unknown-branch" }
      if (view !== "counter") return { publisher, audience: { kind: view } }
      if (!counter) return { code: "bad-request" }
      const isAdvised = may(caller, "see-advice", { branchId: branch })
      return { publisher, audience: { kind: "counter", counterId: counter, isAdvised } }
    },
    take(socket, { publisher, audience }) {
      leave(socket)
      if (!publisher.watch(socket, audience)) return unknownCode(audience)
      seatOf.set(socket, { publisher, audience })
      return null
    },
    leave,
    maySit(socket, caller) {
      const seated = seatOf.get(socket)
      const { kind } = seated?.audience ?? {}
      if (!seated || kind === undefined || kind === "ticket") return true
      return may(caller, `see-${kind}`, { branchId: seated.publisher.branchId })
    },
  }
}

function unknownCode({ kind }: Audience): ProblemCode {
  return kind === "ticket" ? "unknown-ticket" : kind === "counter" ? "unknown-counter" : "unexpected"
}
