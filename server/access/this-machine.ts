import type { IncomingMessage } from "node:http"

/**
 * The demo branch signs its screens in by itself, on the machine that runs it and nowhere else. Every sign that the
 * request came from elsewhere closes the door: a network peer, a proxy, a name that another site could point here
 * (DNS rebinding), a page of another origin.
 */
export function isFromThisMachine(request: IncomingMessage, listensOn: string): boolean {
  const { headers, socket } = request
  const site = headers["sec-fetch-site"]
  return (
    isLoopbackName(listensOn) &&
    isLoopbackAddress(socket.remoteAddress ?? "") &&
    isLoopbackName(hostnameOf(headers.host ?? "")) &&
    !("x-forwarded-for" in headers) &&
    !("forwarded" in headers) &&
    (site === undefined || site === "same-origin" || site === "none") &&
    (headers.origin === undefined || originHost(headers.origin) === headers.host?.toLowerCase())
  )
}

export function isLoopbackName(name: string): boolean {
  return name === "localhost" || name.endsWith(".localhost") || isLoopbackAddress(name)
}

function isLoopbackAddress(address: string): boolean {
  return /^(::ffff:)?127(\.\d{1,3}){3}$/.test(address) || address === "::1" || address === "[::1]"
}

function hostnameOf(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, "")
}

function originHost(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}
