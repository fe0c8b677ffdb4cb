import type { BranchId, CounterId, Instant } from "@giliran/contract/basics"
import type { HealthReport } from "@giliran/contract/device-health"
import type { ProblemCode } from "@giliran/contract/refusals"
import {
  type ClientToServer,
  CONTRACT_VERSION,
  LIVE_NAMESPACE,
  type LiveHandshake,
  type LiveRefusal,
  type ServerToClient,
} from "@giliran/contract/socket-events"
import type { View, ViewKind } from "@giliran/contract/views"
import { io, type Socket } from "socket.io-client"
import type { StoreApi } from "zustand/vanilla"
import { type Credentials, handshakeTokenOf } from "./credentials.ts"
import { type Freshness, receiveView, type ViewStore } from "./view-store.ts"

export interface ConnectOptions<K extends ViewKind> {
  /** Asked at each connection: a token may have been renewed. */
  readonly credentials: () => Credentials
  readonly branch: string
  readonly view: K
  readonly counter?: string
  readonly store: ViewStore<Extract<View, { kind: K }>>
  /** How this screen is; the server hears each change. */
  readonly health?: StoreApi<HealthReport>
}

const lateAfterMs = 5_000
const staleAfterMs = 30_000
/** How long after a refused handshake the screen asks again: the token may have been renewed, the branch opened. */
const askAgainMs = 10_000
/** A server that stops sends its screens away, and so does one that revoked this one: the next answer tells which. */
const sentAwayMs = 500

/** A no to this screen itself. Any other is the server's own trouble, and passes. */
const away: ReadonlySet<LiveRefusal> = new Set([
  "not-signed-in",
  "not-allowed",
  "not-found",
  "bad-request",
  "unknown-branch",
  "unknown-counter",
  "unknown-ticket",
])
const turnsAway = (code: LiveRefusal): code is ProblemCode => away.has(code)

/** Joins a view and keeps the store fed, for as long as the page lives. Returns the way to leave. */
export const connect = <K extends ViewKind>(options: ConnectOptions<K>): (() => void) => {
  type V = Extract<View, { kind: K }>
  const { store } = options
  const handshake = (): LiveHandshake => ({
    contract: CONTRACT_VERSION,
    token: handshakeTokenOf(options.credentials()),
    branch: options.branch as BranchId,
    view: options.view,
    ...(options.counter === undefined ? {} : { counter: options.counter as CounterId }),
  })
  const socket: Socket<ServerToClient, ClientToServer> = io(LIVE_NAMESPACE, {
    transports: ["websocket"],
    auth: (give) => give({ ...handshake() }),
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
    // One connection a screen, and none shared with a screen that was left.
    forceNew: true,
  })

  const heard = startListening(socket, store)

  socket.on("view", (view) => {
    if (view.kind !== options.view) return
    heard.now()
    receiveView(store, view as V)
  })

  const { health } = options
  const tellHealth = () => {
    if (health && socket.connected) socket.emit("health", health.getState())
  }
  socket.on("connect", tellHealth)
  const stopTelling = health?.subscribe(tellHealth)

  let askAgain: ReturnType<typeof setTimeout> | undefined
  /** Whoever hears that the link is refused may leave at once, before this here has gone on. */
  let isLeft = false
  const askLater = (ms = askAgainMs) => {
    if (isLeft) return
    clearTimeout(askAgain)
    askAgain = setTimeout(() => socket.connect(), ms)
  }

  socket.on("connect_error", (error) => {
    if (socket.active) return loseLink(store)
    // The server itself said no; socket.io then leaves it to us to ask again.
    const code = codeOf(error)
    if (code === "contract-outdated") store.setState({ isOutdated: true })
    if (turnsAway(code)) store.setState({ link: { status: "refused", code } })
    else loseLink(store)
    askLater()
  })

  socket.on("disconnect", (reason) => {
    loseLink(store)
    if (reason === "io server disconnect") askLater(sentAwayMs)
  })

  return () => {
    isLeft = true
    clearTimeout(askAgain)
    stopTelling?.()
    heard.stop()
    socket.disconnect()
  }
}

const loseLink = <V extends View>(store: ViewStore<V>): void => {
  if (store.getState().link.status === "live") store.setState({ link: { status: "lost" } })
}

/** The server's heartbeat and its views are signs of life; silence beyond the heartbeat makes the view late, then stale. */
const startListening = <V extends View>(
  socket: Socket<ServerToClient, ClientToServer>,
  store: ViewStore<V>,
): { now: () => void; stop: () => void } => {
  let heardAt = performance.now()
  let beatAt: number | null = null
  // socket.io's own pace, until this server's is learned from two beats.
  let heartbeatMs = 25_000
  let isOffline = !navigator.onLine

  const now = () => {
    heardAt = performance.now()
  }
  const look = () => {
    const quietMs = performance.now() - heardAt
    const silenceMs = quietMs - (socket.connected && !isOffline ? heartbeatMs : 0)
    const freshness: Freshness =
      silenceMs < lateAfterMs ? "fresh" : silenceMs < staleAfterMs ? "late" : "stale"
    if (store.getState().freshness === freshness) return
    store.setState({ freshness, heardAt: (store.clock.now() - Math.round(quietMs)) as Instant })
  }
  const goOffline = () => {
    isOffline = true
    loseLink(store)
  }
  const goOnline = () => {
    isOffline = false
    if (!socket.connected) socket.connect()
    else if (store.getState().link.status === "lost") store.setState({ link: { status: "live" } })
  }

  socket.io.on("open", () => {
    beatAt = null
    now()
  })
  socket.io.on("ping", () => {
    if (beatAt !== null) heartbeatMs = performance.now() - beatAt
    beatAt = performance.now()
    now()
  })
  const timer = setInterval(look, 1_000)
  addEventListener("offline", goOffline)
  addEventListener("online", goOnline)

  return {
    now,
    stop: () => {
      clearInterval(timer)
      removeEventListener("offline", goOffline)
      removeEventListener("online", goOnline)
    },
  }
}

const codeOf = (error: Error): LiveRefusal => {
  const { data } = error as Error & { data?: { code?: LiveRefusal } }
  return data?.code ?? "unexpected"
}
