import type { IncomingMessage } from "node:http"
import { LRUCache } from "lru-cache"
import type { AccessTokenRow, Ledger } from "../branch/ledger.ts"
import { addressOf } from "./address-of.ts"
import type { Caller } from "./caller.ts"
import { digestOf, isTicketSecret, kindOfToken, ticketIdOf } from "./tokens.ts"
import { type Deed, isDeed } from "./deeds.ts"

/** How somebody showed who they are: a cookie goes along by itself, so a request that it came with must be our own page's. */
export interface Shown {
  readonly caller: Caller
  readonly by: "token" | "cookie"
}

type Maybe<Value> = Value | null | Promise<Value | null>

/** Finds out who calls. All throw `LedgerAway`. */
export interface Callers {
  /**
   * By its `Authorization: Bearer …`, or else its cookie. Null when nobody known. A request is an act, which keeps a session from
   * going idle, unless it is only a look.
   */
  byRequest(incoming: IncomingMessage, isAct?: boolean): Maybe<Shown>
  /** The bare token, as the socket's handshake carries it, and where it comes from. */
  byToken(token: string, address: string): Maybe<Caller>
}

/** Whoever has tokens of its own kind: devices, staff. Each keeps its own memory, and forgets when it is told to. */
export interface TokenHolders {
  callerOf(token: string, address: string): Maybe<Caller>
  forget(): void
}

/** Asking who somebody is need not be an act of theirs: an open page alone keeps no session alive. */
export interface SessionHolders extends TokenHolders {
  look(token: string): Maybe<Caller>
}

export interface CallersNeeds {
  readonly ledger: Pick<Ledger, "findToken" | "onAccessChange">
  /** False where the server listens to more than its own machine: what the demo's screens were given opens nothing. */
  readonly isDemoOpen: boolean
  readonly devices: TokenHolders
  readonly sessions: SessionHolders
}

const rememberedMs = 10_000

export function callersOf({ ledger, isDemoOpen, devices, sessions }: CallersNeeds): Callers {
  const known = new LRUCache<string, { readonly caller: Caller | null }>({ max: 5_000, ttl: rememberedMs })
  let forgotten = 0
  ledger.onAccessChange(() => {
    forgotten++
    known.clear()
    devices.forget()
    sessions.forget()
  })

  const lookUp = async (token: string): Promise<Caller | null> => {
    const asked = forgotten
    const row = await ledger.findToken(digestOf(token))
    const caller = row && row.revokedAt === null && (isDemoOpen || !row.isDemo) ? keyOf(row) : null
    // What was revoked meanwhile was read too early to be remembered.
    if (asked === forgotten) known.set(token, { caller })
    return caller
  }

  const byToken: Callers["byToken"] = (token, address) => {
    if (isTicketSecret(token)) return { kind: "customer", ticketId: ticketIdOf(token) }
    switch (kindOfToken(token)) {
      case "key": {
        const remembered = known.get(token)
        return remembered ? remembered.caller : lookUp(token)
      }
      case "device":
        return devices.callerOf(token, address)
      // A session's token is good in its cookie only, where no script can read it.
      case "session":
      case null:
        return null
    }
  }

  return {
    byToken,
    byRequest(incoming, isAct = true) {
      const { authorization, cookie } = incoming.headers
      if (authorization !== undefined) {
        const token = /^Bearer +(\S+) *$/i.exec(authorization)?.[1]
        return token ? shownBy("token", byToken(token, addressOf(incoming))) : null
      }
      const session = sessionIn(cookie)
      if (!session) return null
      return shownBy(
        "cookie",
        isAct ? sessions.callerOf(session, addressOf(incoming)) : sessions.look(session),
      )
    },
  }
}

function shownBy(by: Shown["by"], found: Maybe<Caller>): Maybe<Shown> {
  if (found instanceof Promise) return found.then((caller) => caller && { caller, by })
  return found && { caller: found, by }
}

/** A cookie of this name is taken by browsers over TLS or from their own machine only, and by no other host or path. */
export const sessionCookie = "__Host-giliran"

/** The session's token in a `Cookie` header. */
export function sessionIn(cookie: string | undefined): string | null {
  for (const pair of cookie?.split(";") ?? []) {
    const [name, value] = pair.trim().split("=", 2)
    if (name === sessionCookie && value !== undefined && kindOfToken(value) === "session") return value
  }
  return null
}

function keyOf({ role, branchId, digest, label, scopes }: AccessTokenRow): Caller {
  const narrowed: ReadonlySet<Deed> | null = scopes.length === 0 ? null : new Set(scopes.filter(isDeed))
  return { kind: "key", role, branchId, keyId: digest.slice(0, 8), label, scopes: narrowed }
}
