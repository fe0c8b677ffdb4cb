import type { IncomingMessage } from "node:http"
import type { BlockList, Socket } from "node:net"

/** Connections that come from a proxy of ours, with all that are: only their word is taken for where a request comes from. */
const proxied = new WeakMap<Socket, BlockList>()

/** Of a new connection: whether it is a trusted proxy's. */
export function noteProxy(socket: Socket, proxies: BlockList): void {
  if (isIn(proxies, plain(socket.remoteAddress ?? ""))) proxied.set(socket, proxies)
}

/** Where a request comes from, for limits and for the auditor. */
export function addressOf({ socket, headers }: IncomingMessage): string {
  const own = plain(socket.remoteAddress ?? "")
  const proxies = proxied.get(socket)
  if (!proxies) return own
  // From the right: each proxy adds whom it heard it from, and what stands before the first stranger is the stranger's own word.
  const said = hopsIn(headers).toReversed()
  return said.find((from) => !isIn(proxies, from)) ?? said.at(-1) ?? own
}

/** For a browser that came by TLS: a year, for every name below as well. */
export const strictTransport = "max-age=31536000; includeSubDomains"

/** Over TLS, to here or to the proxy before. */
export function isOverTls({ socket, headers }: IncomingMessage): boolean {
  if ("encrypted" in socket) return true
  if (!proxied.has(socket)) return false
  const said = one(headers["x-forwarded-proto"]) ?? /proto="?(\w+)/i.exec(lastOf(headers["forwarded"]))?.[1]
  return lastOf(said).toLowerCase() === "https"
}

/** `X-Forwarded-For` where there is one: a proxy that writes it lets a caller's own `Forwarded` pass. */
function hopsIn(headers: IncomingMessage["headers"]): readonly string[] {
  const listed = one(headers["x-forwarded-for"])
  if (listed !== undefined) return listed.split(",").map(addressIn).filter(Boolean)
  return (one(headers["forwarded"]) ?? "")
    .split(",")
    .flatMap((part) => /(?:^|;)\s*for=("[^"]*"|[^;]*)/i.exec(part)?.[1] ?? [])
    .map(addressIn)
    .filter(Boolean)
}

/** Without quotes, brackets and port; empty for what is no address (`unknown`, `_hidden`). */
function addressIn(word: string): string {
  const bare = word.trim().replaceAll('"', "")
  const address =
    /^\[([^\]]+)\]/.exec(bare)?.[1] ?? (/^[\d.]+:\d+$/.test(bare) ? bare.split(":", 1)[0] : bare)
  return /^[0-9A-Fa-f:.]{2,45}$/.test(address ?? "") ? plain(address ?? "") : ""
}

function plain(address: string): string {
  return address.replace(/^::ffff:/, "")
}

function isIn(list: BlockList, address: string): boolean {
  return list.check(address, address.includes(":") ? "ipv6" : "ipv4")
}

function one(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === "string" ? header : header?.join(",")
}

function lastOf(list: string | undefined): string {
  return list?.split(",").at(-1)?.trim() ?? ""
}
