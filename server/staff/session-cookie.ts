import { sessionCookie } from "../access/callers.ts"

/**
 * Over TLS or from the machine itself only, of this host only, for the server only (no script reads it), and never sent along with
 * a request that another site's page begins. Strict is enough for signing in by the bank's provider as well: its answer comes
 * back with a cookie of its own, see oidc-routes.ts. It ends with the browser.
 */
const attributes = "Path=/; Secure; HttpOnly; SameSite=Strict"

export function cookieOf(token: string): string {
  return `${sessionCookie}=${token}; ${attributes}`
}

export const noCookie = `${sessionCookie}=; ${attributes}; Max-Age=0`
