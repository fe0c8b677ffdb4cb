import { getRequestListener, type HttpBindings, RequestError } from "@hono/node-server"
import type { OpenAPIHono } from "@hono/zod-openapi"
import { type RequestListener, type Server, type ServerOptions, createServer } from "node:http"
import { createServer as createTlsServer } from "node:https"
import type { Socket } from "node:net"
import type { Logger } from "pino"
import { isOverTls, noteProxy, strictTransport } from "../access/address-of.ts"
import { networkOf } from "../access/budgets.ts"
import type { EdgeConfig, LimitConfig } from "../config/edge-config.ts"
import { readTls, warnOfEnd, watchTls } from "./tls-files.ts"
import type { ApiEnv } from "./api.ts"
import { answerUnreadable, unreadableAddress } from "./unreadable-request.ts"
import type { World } from "../world.ts"

export interface WebServer {
  readonly http: Server
  readonly scheme: "http" | "https"
  /** Forgets the certificate's files. */
  readonly release: () => void
}

export interface WebServerNeeds {
  readonly edges: EdgeConfig
  readonly limits: Pick<LimitConfig, "connectionsPerAddress">
  readonly log: Logger
  readonly world: World
  readonly app: OpenAPIHono<ApiEnv>
}

const options: ServerOptions = {
  /** Longer than the pause between two touches of a teller, so that each does not open a connection anew. */
  keepAliveTimeout: 65_000,
  /** Whoever sends a request letter by letter holds a place no longer than this: its head, and all of it. */
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 16 * 1024,
  // Answered by the app, as a problem like every other no.
  requireHostHeader: false,
}
/** Each takes some ten kB: a flood ends here and not with the machine's memory. */
const connectionsInAll = 20_000

/** Http or, with a certificate, https; with limits of time, size and number, and with what a trusted proxy says. */
export function webServer({ edges, limits, log, world, app }: WebServerNeeds): WebServer {
  const listener = listenerOf(app, log)
  const { tls, trustedProxies } = edges
  const mayBeSecure = tls !== null || trustedProxies !== null
  const listen: RequestListener = mayBeSecure
    ? (incoming, outgoing) => {
        if (isOverTls(incoming)) outgoing.setHeader("strict-transport-security", strictTransport)
        listener(incoming, outgoing)
      }
    : listener

  const { http, release } = tls
    ? secure(tls, listen, { log, world })
    : { http: createServer(options, listen), release: () => {} }
  http.maxConnections = connectionsInAll
  http.on("clientError", answerUnreadable)
  // An expectation that nobody knows may be ignored; Node would refuse it without a word.
  http.on("checkExpectation", listen)
  if (trustedProxies)
    http.on(tls ? "secureConnection" : "connection", (socket: Socket) => noteProxy(socket, trustedProxies))
  limitConnections(http, limits.connectionsPerAddress, (address) =>
    Boolean(trustedProxies?.check(address, address.includes(":") ? "ipv6" : "ipv4")),
  )
  return { http, scheme: tls ? "https" : "http", release }
}

function listenerOf(app: OpenAPIHono<ApiEnv>, log: Logger): RequestListener {
  // Nothing that is asked for has a NUL in its name, and no database takes one.
  const answer: typeof app.fetch = (request, env, context) =>
    (env as HttpBindings).incoming.url?.includes("%00")
      ? unreadableAddress()
      : app.fetch(request, env, context)
  // What is no request has no route: the app never sees it.
  const errorHandler = (error: unknown) => {
    if (error instanceof RequestError) return unreadableAddress()
    log.error({ err: error }, "a request stumbled outside the app")
    return new Response(null, { status: 500 })
  }
  return getRequestListener(answer, { errorHandler })
}

function secure(
  tls: NonNullable<EdgeConfig["tls"]>,
  listen: RequestListener,
  { log, world }: Pick<WebServerNeeds, "log" | "world">,
) {
  const { until, ...pair } = readTls(tls)
  warnOfEnd(until, { log, world })
  const http = createTlsServer({ ...options, ...pair, handshakeTimeout: 10_000 }, listen)
  const release = watchTls(tls, { log, world }, (renewed) => http.setSecureContext(renewed))
  return { http, release }
}

/** So many connections of one address at a time; a proxy of ours has everybody's. */
function limitConnections(http: Server, most: number, isProxy: (address: string) => boolean): void {
  const openOf = new Map<string, number>()
  http.on("connection", (socket: Socket) => {
    const address = (socket.remoteAddress ?? "").replace(/^::ffff:/, "")
    if (isProxy(address)) return
    const network = networkOf(address)
    const open = (openOf.get(network) ?? 0) + 1
    openOf.set(network, open)
    socket.once("close", () => {
      const left = (openOf.get(network) ?? 1) - 1
      if (left === 0) openOf.delete(network)
      else openOf.set(network, left)
    })
    if (open > most) socket.destroy()
  })
}
