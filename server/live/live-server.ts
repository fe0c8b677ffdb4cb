import type { IncomingMessage, Server as HttpServer } from "node:http"
import type { BranchId } from "@giliran/contract/basics"
import { HealthReport } from "@giliran/contract/device-health"
import type { ProblemCode } from "@giliran/contract/refusals"
import {
  type ClientToServer,
  LIVE_NAMESPACE,
  type LiveRefusal,
  type ServerToClient,
} from "@giliran/contract/socket-events"
import type { Logger } from "pino"
import { Server, type Socket } from "socket.io"
import { isOverTls, strictTransport } from "../access/address-of.ts"
import type { Caller } from "../access/caller.ts"
import type { Callers } from "../access/callers.ts"
import { isOwnOrigin } from "../access/own-site.ts"
import type { Rooms } from "../branch/open-rooms.ts"
import type { LimitConfig } from "../config/edge-config.ts"
import type { Database } from "../database/database.ts"
import type { World } from "../world.ts"
import { doorOf, wishesAtOnce } from "./door.ts"
import { liveLimits, packetsAllowed } from "./live-limits.ts"
import type { NewsDesk } from "./news.ts"
import type { LiveSocket } from "./live-socket.ts"
import { Publisher } from "./publisher.ts"
import type { ScreenReports } from "./screen-reports.ts"
import { seatsOf, Wish } from "./seats.ts"

export interface LiveServer {
  /** Sends every screen away; they come back to the next server. */
  close(): Promise<void>
}

export interface LiveNeeds {
  readonly http: HttpServer
  readonly callers: Callers
  readonly rooms: Rooms
  readonly ownOrigins: ReadonlySet<string>
  readonly database: Pick<Database, "access">
  readonly news: NewsDesk
  readonly screens: readonly ScreenReports[]
  readonly limits: Pick<LimitConfig, "screensPerCaller" | "strangersPerMinute">
  readonly world: World
  readonly log: Logger
}

/** A screen sends little: its token and what it wants to watch. */
const largestMessage = 16 * 1024
const heartbeatMs = 10_000
/** Whoever opens a connection says by then who it is. */
const admittedWithinMs = 10_000
/** A session or a token that ran out closes its screen within this long; one that was revoked, at once. */
const checkEachMs = 15_000

/** Live views by socket.io. A screen is checked at the door, told what it may see, and never chooses a room's name. */
export function liveServer(needs: LiveNeeds): LiveServer {
  const { http, callers, rooms, ownOrigins, database, news, screens, limits, world, log } = needs
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
  io.engine.on("connection", (connection: EngineSocket) => closeFlooding(connection, world))
  io.engine.on("headers", guardHeaders)
  const { seatFor, mayJoin } = liveLimits(limits.screensPerCaller)
  const live = io.of(LIVE_NAMESPACE)
  const publishers = new Map<BranchId, Publisher>()
  rooms.onOpened((room) => publishers.set(room.branchId, new Publisher({ room, live, news, world })))
  const seats = seatsOf(rooms, publishers)
  const door = doorOf({ callers, seats, seatFor, limits, log })

  const join = async (socket: LiveSocket, caller: Caller, asked: unknown): Promise<ProblemCode | null> => {
    try {
      const wish = Wish.safeParse(asked)
      if (!wish.success) return "bad-request"
      const found = await seats.find(caller, wish.data)
      if ("code" in found) return found.code
      return socket.connected ? seats.take(socket, found) : null
    } catch (error) {
      return door.codeOf(error)
    }
  }

  const joinInTime = async (socket: LiveSocket, caller: Caller, asked: unknown) =>
    (await mayJoin(socket)) ? join(socket, caller, asked) : "too-many-requests"

  live.use(async (socket, next) => {
    const code = await door.admit(socket)
    next(code === null ? undefined : refusalOf(code))
  })

  const checkAll = () => {
    for (const socket of live.sockets.values()) void door.checkAgain(socket)
  }
  const stopHearing = database.access.onChange(checkAll)
  const checking = world.every(checkEachMs, checkAll)

  live.on("connection", (socket) => {
    const admitted = door.callerOf(socket)
    if (!admitted) throw new Error("A screen came in without being admitted")
    socket.on("disconnect", () => {
      seats.leave(socket)
      for (const reports of screens) reports.left(socket.id)
    })
    socket.on("health", (told: unknown) => {
      const known = door.callerOf(socket)
      const report = HealthReport.safeParse(told)
      if (known && report.success) for (const reports of screens) reports.heard(socket.id, known, report.data)
    })
    socket.on("join", async (asked, answer) => {
      const caller = door.callerOf(socket)
      const code = caller ? await joinInTime(socket, caller, asked) : "not-signed-in"
      if (typeof answer === "function") answer(code === null ? { ok: true } : { ok: false, code })
    })
    if (wishesAtOnce(admitted, socket))
      void join(socket, admitted, socket.handshake.auth).then(
        (code) => code !== null && socket.disconnect(true),
      )
  })

  const stopNews = news.onNews((branchId, kind) => publishers.get(branchId)?.tell(kind))

  return {
    async close() {
      stopHearing()
      checking.cancel()
      stopNews()
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
function closeFlooding(connection: EngineSocket, world: World): void {
  const { times, seconds } = packetsAllowed
  let count = 0
  let since = world.elapsedMs()
  connection.on("packet", () => {
    const now = world.elapsedMs()
    if (now - since > seconds * 1000) {
      since = now
      count = 0
    }
    count += 1
    if (count > times) connection.close(true)
  })
}

function refusalOf(code: LiveRefusal): Error {
  return Object.assign(new Error(code), { data: { code } })
}
