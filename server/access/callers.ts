import { LRUCache } from "lru-cache"
import type { Ledger } from "../ledger/ledger.ts"
import { digestOf, isTicketSecret, isToken, ticketIdOf } from "./tokens.ts"
import type { Caller } from "./what-roles-may.ts"

/** Finds out who calls. */
export interface Callers {
  /** `authorization` as HTTP sends it, `Bearer …`. Null when nobody known. Throws `LedgerAway`. */
  byHeader(authorization: string | undefined): Caller | null | Promise<Caller | null>
  /** The bare token, as the socket's handshake carries it. */
  byToken(token: string): Caller | null | Promise<Caller | null>
}

/** A revoked token opens nothing after this long. */
const rememberedMs = 10_000

export function callersOf(ledger: Pick<Ledger, "findToken">): Callers {
  const known = new LRUCache<string, { readonly caller: Caller | null }>({ max: 5_000, ttl: rememberedMs })

  const lookUp = async (token: string): Promise<Caller | null> => {
    const row = await ledger.findToken(digestOf(token))
    const caller: Caller | null =
      row && row.revokedAt === null
        ? { role: row.role, branchId: row.branchId, subject: `${row.role} ${row.digest.slice(0, 8)}` }
        : null
    known.set(token, { caller })
    return caller
  }

  const byToken: Callers["byToken"] = (token) => {
    if (isTicketSecret(token)) return { role: "customer", ticketId: ticketIdOf(token) }
    if (!isToken(token)) return null
    const remembered = known.get(token)
    return remembered ? remembered.caller : lookUp(token)
  }

  return {
    byToken,
    byHeader(authorization) {
      const token = authorization === undefined ? null : /^Bearer +(\S+) *$/i.exec(authorization)?.[1]
      return token ? byToken(token) : null
    },
  }
}

/** Who it was, for the auditor: a ticket's id, or a role and the beginning of its token's digest. */
export function actorOf(caller: Caller): string {
  return caller.role === "customer" ? `customer ${caller.ticketId}` : caller.subject
}
