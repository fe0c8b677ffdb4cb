import type { IncomingMessage } from "node:http"
import { LRUCache } from "lru-cache"
import type { AccessChanges } from "../database/access-version.ts"
import { addressOf } from "./address-of.ts"
import type { Attempt } from "./budgets.ts"
import type { Caller } from "./caller.ts"
import { isTicketSecret, kindOfToken, ticketIdOf } from "./tokens.ts"

/** How somebody showed who they are: a cookie goes along by itself, so a request that it came with must be our own page's. */
export interface Shown {
  readonly caller: Caller
  readonly by: "token" | "cookie"
}

type Maybe<Value> = Value | null | Promise<Value | null>

/**
 * What a stranger's address pays before anybody is looked up, given back when somebody is found; rejects when nothing is left. A token
 * that this server has found good before pays only when it is good no more: whoever floods the server from a branch's address keeps
 * none of its screens out.
 */
export type Pay = () => Promise<Pick<Attempt, "forgive">>

export interface Asking {
  /** False for a look: it keeps no session from going idle. Without any token it costs nothing. */
  readonly isAct: boolean
  /** Left out, nobody pays. */
  readonly pay?: Pay
}

/** Finds out who calls. All throw `DatabaseAway`, and what `pay` throws. */
export interface Callers {
  /** By its `Authorization: Bearer …`, or else its cookie. Null when nobody known. */
  byRequest(incoming: IncomingMessage, asking: Asking): Maybe<Shown>
  /** The bare token, as the socket's handshake carries it, and where it comes from. */
  byToken(token: string, address: string, pay?: Pay): Maybe<Caller>
}

/** Whoever has tokens of its own kind: keys, devices, staff. Each keeps its own memory, and forgets when it is told to. */
export interface TokenHolders {
  callerOf(token: string, address: string): Maybe<Caller>
  forget(): void
}

/** Asking who somebody is need not be an act of theirs: an open page alone keeps no session alive. */
export interface SessionHolders extends TokenHolders {
  look(token: string): Maybe<Caller>
}

export interface CallersNeeds {
  readonly access: Pick<AccessChanges, "onChange">
  readonly keys: TokenHolders
  readonly devices: TokenHolders
  readonly sessions: SessionHolders
}

const tokensMet = 20_000

export function callersOf({ access, keys, devices, sessions }: CallersNeeds): Callers {
  access.onChange(() => {
    for (const holders of [keys, devices, sessions]) holders.forget()
  })
  /** Tokens that were good, not who they are. */
  const met = new LRUCache<string, true>({ max: tokensMet })

  const pays = async (token: string, pay: Pay, find: () => Maybe<Caller>): Promise<Caller | null> => {
    const paid = met.has(token) ? null : await pay()
    try {
      const caller = await find()
      if (caller) {
        met.set(token, true)
        await paid?.forgive()
      } else {
        met.delete(token)
        if (!paid) await pay()
      }
      return caller
    } catch (error) {
      // Nobody was found to be a stranger: while the database is away, a branch's screens use up nothing by asking again.
      await paid?.forgive()
      throw error
    }
  }

  /** At once where memory knows. */
  const found = (token: string, pay: Pay | undefined, find: () => Maybe<Caller>): Maybe<Caller> => {
    if (!pay) return find()
    const caller = met.has(token) ? find() : null
    return caller && !(caller instanceof Promise) ? caller : pays(token, pay, () => caller ?? find())
  }

  const byToken: Callers["byToken"] = (token, address, pay) => {
    if (isTicketSecret(token)) return { kind: "customer", ticketId: ticketIdOf(token) }
    switch (kindOfToken(token)) {
      case "key":
        return found(token, pay, () => keys.callerOf(token, address))
      case "device":
        return found(token, pay, () => devices.callerOf(token, address))
      // A session's token is good in its cookie only, where no script can read it.
      case "session":
      case null:
        return nobody(pay)
    }
  }

  return {
    byToken,
    byRequest(incoming, { isAct, pay }) {
      const { authorization, cookie } = incoming.headers
      const address = addressOf(incoming)
      if (authorization !== undefined) {
        const token = /^Bearer +(\S+) *$/i.exec(authorization)?.[1]
        return shownBy("token", token ? byToken(token, address, pay) : nobody(pay))
      }
      const session = sessionIn(cookie)
      if (!session) return nobody(isAct ? pay : undefined)
      const find = () => (isAct ? sessions.callerOf(session, address) : sessions.look(session))
      return shownBy("cookie", found(session, pay, find))
    },
  }
}

function nobody(pay: Pay | undefined): Maybe<never> {
  return pay ? pay().then(() => null) : null
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
