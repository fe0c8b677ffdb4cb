import type { ProblemCode } from "@giliran/contract/refusals"
import type { LiveRefusal } from "@giliran/contract/socket-events"
import type { Logger } from "pino"
import { addressOf } from "../access/address-of.ts"
import { attempt, budgetOf, networkOf } from "../access/budgets.ts"
import { actorOf, type Caller } from "../access/caller.ts"
import { type Callers, type Pay, sessionIn } from "../access/callers.ts"
import { DatabaseAway } from "../database/database.ts"
import type { LimitConfig } from "../config/edge-config.ts"
import { contractRefusal } from "./contract-version.ts"
import type { LiveLimits } from "./live-limits.ts"
import type { LiveSocket } from "./live-socket.ts"
import { type Seats, Wish } from "./seats.ts"

export interface DoorNeeds {
  readonly callers: Callers
  readonly seats: Seats
  readonly seatFor: LiveLimits["seatFor"]
  readonly limits: Pick<LimitConfig, "strangersPerMinute">
  readonly log: Logger
}

/** Where screens come in: each is checked before it is connected, so that one with a wrong token or wish is told why. */
export interface Door {
  /** Who came in by this socket; undefined for nobody. */
  callerOf(socket: LiveSocket): Caller | undefined
  /** Null when the screen may come in. */
  admit(socket: LiveSocket): Promise<LiveRefusal | null>
  /** Whoever may no longer see what is on this screen is sent away; a new role of the same person counts at once. */
  checkAgain(socket: LiveSocket): Promise<void>
  /** What went wrong, as a code. */
  codeOf(error: unknown): ProblemCode
}

export function doorOf({ callers, seats, seatFor, limits, log }: DoorNeeds): Door {
  const strangers = budgetOf({ times: limits.strangersPerMinute, seconds: 60 })
  const known = new WeakMap<LiveSocket, Caller>()

  /** By its token, or by the session of the page that opened it. */
  const whoIs = async ({ handshake, request }: LiveSocket, pay?: Pay): Promise<Caller | null> => {
    const { token } = handshake.auth
    if (typeof token === "string" && token !== "") return callers.byToken(token, addressOf(request), pay)
    if (sessionIn(request.headers.cookie))
      return (await callers.byRequest(request, { isAct: false, ...(pay ? { pay } : {}) }))?.caller ?? null
    await pay?.()
    return null
  }

  const payFor = (socket: LiveSocket) => async () => {
    const paid = await attempt({ budget: strangers, who: networkOf(addressOf(socket.request)) })
    if ("retryAfterMs" in paid) throw new StrangersAreMany()
    return paid
  }

  const codeOf = (error: unknown): ProblemCode => {
    if (error instanceof StrangersAreMany) return "too-many-requests"
    if (error instanceof DatabaseAway) return "ledger-away"
    log.error({ err: error }, "a screen could not be seated")
    return "unexpected"
  }

  const logRefused = ({ request }: LiveSocket, caller: Caller, { branch, view }: Wish) =>
    log.info(
      { refused: "not-allowed", actor: actorOf(caller), address: addressOf(request), branch, view },
      "refused",
    )

  return {
    callerOf: (socket) => known.get(socket),
    codeOf,
    async admit(socket) {
      const outdated = contractRefusal(socket.handshake.auth)
      if (outdated) return outdated
      try {
        const caller = await whoIs(socket, payFor(socket))
        if (!caller) return "not-signed-in"
        if (!seatFor(socket, caller)) return "too-many-requests"
        known.set(socket, caller)
        if (!wishesAtOnce(caller, socket)) return null
        const wish = Wish.safeParse(socket.handshake.auth)
        if (!wish.success) return "bad-request"
        const found = await seats.find(caller, wish.data)
        if (!("code" in found)) return null
        if (found.code === "not-allowed") logRefused(socket, caller, wish.data)
        return found.code
      } catch (error) {
        return codeOf(error)
      }
    },
    async checkAgain(socket) {
      try {
        const caller = await whoIs(socket)
        if (!caller) return void socket.disconnect(true)
        known.set(socket, caller)
        if (!seats.maySit(socket, caller)) socket.disconnect(true)
      } catch (error) {
        // While the database is away nobody's rights can have been changed here; it is asked again with the next check.
        codeOf(error)
      }
    },
  }
}

/** From one address, within a minute. */
class StrangersAreMany extends Error {}

export function wishesAtOnce(caller: Caller, socket: LiveSocket): boolean {
  return caller.kind === "customer" || socket.handshake.auth["view"] !== undefined
}
