import type { Caller } from "../access/caller.ts"
import { actorOf } from "../access/caller.ts"
import { budgetOf } from "../access/budgets.ts"
import type { LiveSocket } from "./live-socket.ts"

/** What a live screen may do, and how many of them one caller may have open. */
export interface LiveLimits {
  /** Takes a place for as long as the socket is there; false when all of the caller's are taken. */
  readonly seatFor: (socket: LiveSocket, caller: Caller) => boolean
  /** False when the screen asks for views too fast. */
  readonly mayJoin: (socket: LiveSocket) => Promise<boolean>
}

/** A teller who changes the counter joins again; a screen that does so twice a second is none. */
const joins = { times: 20, seconds: 10 } as const
/** Heartbeats, joins and answers of a screen: a handful. The connection of whoever sends more is closed. */
export const packetsAllowed = { times: 100, seconds: 10 } as const

export function liveLimits(screensPerCaller: number): LiveLimits {
  const joining = budgetOf(joins)
  const openOf = new Map<string, number>()
  return {
    seatFor: (socket, caller) => {
      const who = "branchId" in caller ? `${caller.branchId} ${actorOf(caller)}` : actorOf(caller)
      const open = openOf.get(who) ?? 0
      if (open >= screensPerCaller) return false
      openOf.set(who, open + 1)
      // Of the connection, not of the socket in it: one that never comes to be connected goes as well.
      socket.conn.once("close", () => {
        const left = (openOf.get(who) ?? 1) - 1
        if (left === 0) openOf.delete(who)
        else openOf.set(who, left)
      })
      return true
    },
    mayJoin: async ({ id }) => (await joining.spend(id)) === 0,
  }
}
