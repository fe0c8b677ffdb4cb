import type { IncomingMessage, Server as HttpServer } from "node:http"
import { BranchId, CounterId } from "@giliran/contract/basics"
import { HealthReport } from "@giliran/contract/device-health"
import type { ProblemCode } from "@giliran/contract/refusals"
import { type ClientToServer, LIVE_NAMESPACE, type ServerToClient } from "@giliran/contract/socket-events"
import type { Logger } from "pino"
import { Server, type Socket } from "socket.io"
import { z } from "zod"
import { addressOf, isOverTls, strictTransport } from "../access/address-of.ts"
import { actorOf, type Caller } from "../access/caller.ts"
import { budgetOf, networkOf } from "../access/budgets.ts"
import { type Callers, sessionIn } from "../access/callers.ts"
import { isOwnOrigin } from "../access/own-site.ts"
import { may } from "../access/may.ts"
import type { LimitConfig } from "../config/edge-config.ts"
import { type Ledger, LedgerAway } from "../branch/ledger.ts"
import type { StaffingAdvices } from "../reports/staffing-advices.ts"
import type { Printers } from "../printing/printers.ts"
import type { BranchRoom } from "../branch/branch-room.ts"
import type { Rooms } from "../branch/open-rooms.ts"
import type { Audience } from "./audience.ts"
import type { DeviceHealth } from "../health/device-health.ts"
import type { HelpRequests } from "../help/help-requests.ts"
import { liveLimits, packetsAllowed } from "./live-limits.ts"
import { type LiveSocket, Publisher } from "./publisher.ts"

export interface LiveServer {
  /** A room opened: its branch can be watched. */
  add(room: BranchRoom): void
  /** Sends every screen away; they come back to the next server. */
  close(): Promise<void>
}

export interface LiveNeeds {
  readonly http: HttpServer
  readonly callers: Callers
  readonly rooms: Rooms
  readonly ownOrigins: ReadonlySet<string>
  readonly ledger: Pick<Ledger, "onAccessChange">
  readonly advices: Pick<StaffingAdvices, "shown" | "onNews">
  readonly deviceHealth: Pick<DeviceHealth, "heard" | "left" | "troubled" | "onNews">
  readonly help: Pick<HelpRequests, "ofBranch" | "onNews">
  readonly printers: Pick<Printers, "shown" | "onNews">
  readonly limits: Pick<LimitConfig, "screensPerCaller" | "strangersPerMinute">
  readonly log: Logger
}

const Wish = z.object({
  branch: BranchId.optional(),
  view: z.enum(["kiosk", "display", "counter", "ticket"]).optional(),
  counter: CounterId.optional(),
})
type Wish = z.infer<typeof Wish>

interface Seat {
  readonly publisher: Publisher
  readonly audience: Audience
}

type Found = Seat | { readonly code: ProblemCode }

/** A screen sends little: its token and what it wants to watch. */
const largestMessage = 16 * 1024
const heartbeatMs = 10_000
/** Whoever opens a connection says by then who it is. */
const admittedWithinMs = 10_000
/** A session or a token that ran out closes its screen within this long; one that was revoked, at once. */
const checkEachMs = 15_000

/** Live views by socket.io. A screen is checked at the door, told what it may see, and never chooses a room's name. */
export function liveServer({
  http,
  callers,
  rooms,
  ownOrigins,
  ledger,
  advices,
  deviceHealth,
  help,
  printers,
  limits,
  log,
}: LiveNeeds): LiveServer {
  const io = new Server<ClientToServer, ServerToClient>(http, {
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: largestMessage,
    pingInterval: heartbeatMs,
    pingTimeout: heartbeatMs,
    connectTimeout: admittedWithinMs,
    // A page of another site may open a socket anywhere, and its cookies would go along. A program has no Origin.
    allowRequest: ({ headers: { origin, host } }, decide) =>
      decide(null, origin === undefined || isOwnOrigin(origin, host, ownOrigins)),
  })
  // Nothing is to be had in the namespace that everybody gets: only `/live` asks who it is.
  io.use((_, next) => next(refusalOf("not-found")))
  io.engine.on("connection", closeFlooding)
  io.engine.on("headers", guardHeaders)
  const { seatFor, mayJoin } = liveLimits(limits.screensPerCaller)
  const strangers = budgetOf({ times: limits.strangersPerMinute, seconds: 60 })
  const live = io.of(LIVE_NAMESPACE)
  const publishers = new Map<BranchId, Publisher>()
  const callerOf = new WeakMap<LiveSocket, Caller>()
  const seatOf = new WeakMap<LiveSocket, Seat>()

  const find = async (caller: Caller, wish: Wish): Promise<Found> => {
    if (caller.kind === "customer") return findTicket(caller, wish)
    const { branch, view, counter } = wish
    if (!branch || !view || view === "ticket") return { code: "bad-request" }
    if (!(await rooms.roomOf(branch))) return { code: "unknown-branch" }
    if (!may(caller, `see-${view}`, { branchId: branch })) return { code: "not-allowed" }
    const publisher = publishers.get(branch)
    if (!publisher) return { code: "unknown-branch" }
    if (view !== "counter") return { publisher, audience: { kind: view } }
    if (!counter) return { code: "bad-request" }
    const isAdvised = may(caller, "see-advice", { branchId: branch })
    return { publisher, audience: { kind: "counter", counterId: counter, isAdvised } }
  }

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

  const seat = (socket: LiveSocket, { publisher, audience }: Seat): boolean => {
    leave(socket)
    if (!publisher.watch(socket, audience)) return false
    seatOf.set(socket, { publisher, audience })
    return true
  }

  const leave = (socket: LiveSocket) => {
    const seated = seatOf.get(socket)
    seated?.publisher.unwatch(socket, seated.audience)
    seatOf.delete(socket)
  }

  const join = async (socket: LiveSocket, caller: Caller, asked: unknown): Promise<ProblemCode | null> => {
    try {
      const wish = Wish.safeParse(asked)
      if (!wish.success) return "bad-request"
      const found = await find(caller, wish.data)
      if ("code" in found) return found.code
      if (socket.connected) return seat(socket, found) ? null : unknownCode(found.audience)
      return null
    } catch (error) {
      return codeOf(error)
    }
  }

  const joinInTime = async (socket: LiveSocket, caller: Caller, asked: unknown) =>
    (await mayJoin(socket)) ? join(socket, caller, asked) : "too-many-requests"

  const codeOf = (error: unknown): ProblemCode => {
    if (error instanceof LedgerAway) return "ledger-away"
    log.error({ err: error }, "a screen could not be seated")
    return "unexpected"
  }

  live.use(async (socket, next) => {
    const code = await admit(socket)
    next(code === null ? undefined : refusalOf(code))
  })

  /** Checked before the screen is connected, so that a screen with a wrong token or wish is told why. */
  const admit = async (socket: LiveSocket): Promise<ProblemCode | null> => {
    try {
      const caller = await whoIs(socket)
      if (!caller) {
        const waitMs = await strangers.spend(networkOf(addressOf(socket.request)))
        return waitMs > 0 ? "too-many-requests" : "not-signed-in"
      }
      if (!seatFor(socket, caller)) return "too-many-requests"
      callerOf.set(socket, caller)
      if (!wishesAtOnce(caller, socket)) return null
      const wish = Wish.safeParse(socket.handshake.auth)
      if (!wish.success) return "bad-request"
      const found = await find(caller, wish.data)
      if (!("code" in found)) return null
      if (found.code === "not-allowed") logRefused(socket, caller, wish.data)
      return found.code
    } catch (error) {
      return codeOf(error)
    }
  }

  const logRefused = ({ request }: LiveSocket, caller: Caller, { branch, view }: Wish) =>
    log.info(
      { refused: "not-allowed", actor: actorOf(caller), address: addressOf(request), branch, view },
      "refused",
    )

  /** By its token, or by the session of the page that opened it. */
  const whoIs = async (socket: LiveSocket): Promise<Caller | null> => {
    const { token } = socket.handshake.auth
    const { request } = socket
    if (typeof token === "string" && token !== "") return callers.byToken(token, addressOf(request))
    return sessionIn(request.headers.cookie)
      ? ((await callers.byRequest(request, false))?.caller ?? null)
      : null
  }

  /** Whoever may no longer see what is on this screen is sent away; a new role of the same person counts at once. */
  const checkAgain = async (socket: LiveSocket) => {
    try {
      const caller = await whoIs(socket)
      const seated = seatOf.get(socket)
      if (!caller) return void socket.disconnect(true)
      callerOf.set(socket, caller)
      const { kind } = seated?.audience ?? {}
      if (!seated || kind === undefined || kind === "ticket") return
      if (!may(caller, `see-${kind}`, { branchId: seated.publisher.branchId })) socket.disconnect(true)
    } catch (error) {
      // While the database is away nobody's rights can have been changed here; it is asked again with the next check.
      codeOf(error)
    }
  }
  const checkAll = () => {
    for (const socket of live.sockets.values()) void checkAgain(socket)
  }
  const stopHearing = ledger.onAccessChange(checkAll)
  const checking = setInterval(checkAll, checkEachMs)

  live.on("connection", (socket) => {
    if (!callerOf.has(socket)) throw new Error("A screen came in without being admitted")
    socket.on("disconnect", () => {
      leave(socket)
      deviceHealth.left(socket.id)
    })
    socket.on("health", (told: unknown) => {
      const known = callerOf.get(socket)
      const report = HealthReport.safeParse(told)
      if (known && report.success) deviceHealth.heard(socket.id, known, report.data)
    })
    socket.on("join", async (asked, answer) => {
      const caller = callerOf.get(socket)
      const code = caller ? await joinInTime(socket, caller, asked) : "not-signed-in"
      if (typeof answer === "function") answer(code === null ? { ok: true } : { ok: false, code })
    })
    const caller = callerOf.get(socket)
    if (caller && wishesAtOnce(caller, socket))
      void join(socket, caller, socket.handshake.auth).then(
        (code) => code !== null && socket.disconnect(true),
      )
  })

  const sendNews = (branchId: BranchId) => publishers.get(branchId)?.sendNews()
  const stopAdvising = advices.onNews(sendNews)
  const stopTelling = deviceHealth.onNews(sendNews)
  const stopHelpNews = help.onNews((branchId) => publishers.get(branchId)?.sendHelp())
  const stopPrinterNews = printers.onNews((branchId) => publishers.get(branchId)?.sendPrinters())

  return {
    add(room) {
      publishers.set(room.branchId, new Publisher(room, live, { advices, deviceHealth, help, printers }))
    },
    async close() {
      stopHearing()
      clearInterval(checking)
      stopAdvising()
      stopTelling()
      stopHelpNews()
      stopPrinterNews()
      for (const publisher of publishers.values()) publisher.stop()
      live.disconnectSockets(true)
      await io.close()
    },
  }
}

type EngineSocket = Socket["conn"]

/** Of long polling and of the handshake: views are personal, and are stored by nobody. */
function guardHeaders(headers: Record<string, string>, request: IncomingMessage): void {
  Object.assign(headers, {
    "cache-control": "no-store",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
    ...(isOverTls(request) ? { "strict-transport-security": strictTransport } : {}),
  })
}

/** Heartbeats and joins are few: a connection that sends packets by the hundred is closed. */
function closeFlooding(connection: EngineSocket): void {
  const { times, seconds } = packetsAllowed
  let count = 0
  let since = performance.now()
  connection.on("packet", () => {
    const now = performance.now()
    if (now - since > seconds * 1000) {
      since = now
      count = 0
    }
    count += 1
    if (count > times) connection.close(true)
  })
}

function wishesAtOnce(caller: Caller, socket: LiveSocket): boolean {
  return caller.kind === "customer" || socket.handshake.auth["view"] !== undefined
}

function unknownCode({ kind }: Audience): ProblemCode {
  return kind === "ticket" ? "unknown-ticket" : kind === "counter" ? "unknown-counter" : "unexpected"
}

function refusalOf(code: ProblemCode): Error {
  return Object.assign(new Error(code), { data: { code } })
}
