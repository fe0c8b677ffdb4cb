import type { Logger } from "pino"
import { isLoopbackName } from "../access/this-machine.ts"
import type { Config } from "../config/config.ts"
import type { World } from "../world.ts"
import type { WebServer } from "./web-server.ts"

/** What waits in the queue when the server is told to stop gets this long. */
const patienceMs = 5_000
const sweepMs = 20

/** Resolves when it listens; throws words that a person can act on. */
export function listen({ http }: WebServer, { port, host }: Pick<Config, "port" | "host">): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? portTaken(port, error) : error),
    )
    http.listen(port, host, resolve)
  })
}

/** Takes no more requests, and finishes those that are here together with `others`; whatever takes too long is cut off. */
export async function stopListening(
  { http, release }: WebServer,
  world: World,
  others: () => Promise<unknown>,
): Promise<void> {
  const closed = new Promise<void>((resolve) => http.close(() => resolve()))
  // A connection that is kept alive becomes idle when its last answer is sent, and is closed then.
  const sweep = world.every(sweepMs, () => http.closeIdleConnections())
  const finished = Promise.all([closed, others()])
  await Promise.race([finished, world.sleep(patienceMs, { keepsAlive: false })])
  sweep.cancel()
  http.closeAllConnections()
  release()
}

/** Passwords and tokens over a network in plain words: said at every start, until it is mended. */
export function warnOfOpenAir(
  { host, edges: { tls, trustedProxies } }: Pick<Config, "host" | "edges">,
  log: Logger,
): void {
  if (isLoopbackName(host) || tls || trustedProxies) return
  log.warn(
    { host },
    "THIS SERVER IS OPEN TO THE NETWORK WITHOUT TLS: tokens and passwords can be read on the way, and browsers allow neither sign-in nor pairing. Set TLS_CERT_FILE and TLS_KEY_FILE, or put it behind a proxy named in TRUSTED_PROXIES (see docs/security.md)",
  )
}

export function addressOf(
  { http, scheme }: WebServer,
  host: string,
): { readonly url: string; readonly port: number } {
  const address = http.address()
  if (address === null || typeof address === "string") throw new Error("The server has no address")
  const { port } = address
  const name = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host
  return { url: `${scheme}://${name}:${port}`, port }
}

function portTaken(port: number, cause: Error): Error {
  return new Error(
    `Port ${port} is used by another program. Stop it, or choose another: PORT=${port + 1} npm start`,
    { cause },
  )
}
