/**
 * How a screen shows the server who it is. A session is the cookie of whoever signed in at this browser: no script can read it, it goes
 * along by itself, and the browser says with each POST which page sent it.
 */
export type Credentials = { readonly kind: "token"; readonly token: string } | { readonly kind: "session" }

export const headersOf = (credentials: Credentials): Readonly<Record<string, string>> =>
  credentials.kind === "token" ? { Authorization: `Bearer ${credentials.token}` } : {}

/** What the socket's handshake carries: nothing where the cookie speaks. */
export const handshakeTokenOf = (credentials: Credentials): string =>
  credentials.kind === "token" ? credentials.token : ""
