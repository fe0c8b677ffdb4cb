import type { IncomingMessage } from "node:http"

/**
 * Whether a request that came with a cookie was sent by a page of this server's own. Browsers say where a request comes from in
 * headers that no page can write: one that does not fit, or says nothing, is another site's (CSRF).
 */
export function isFromOwnSite({ headers }: IncomingMessage, ownOrigins: ReadonlySet<string>): boolean {
  const site = headers["sec-fetch-site"]
  const { origin } = headers
  if (origin !== undefined) return isOwnOrigin(origin, headers.host, ownOrigins)
  // A form or a link of a browser that sends no Origin is known by this; whatever is older has neither and is not let in.
  return site === "same-origin"
}

/** Its own address as the browser wrote it, or one of those that the operator named (behind a proxy, the public one). */
export function isOwnOrigin(
  origin: string,
  host: string | undefined,
  ownOrigins: ReadonlySet<string>,
): boolean {
  if (ownOrigins.has(origin)) return true
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase()
}
