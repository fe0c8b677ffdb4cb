import type { SessionAnswer } from "@giliran/contract/sessions"
import type { Instant } from "@giliran/contract/basics"
import { LRUCache } from "lru-cache"
import type { Logger } from "pino"
import type { SessionLimits } from "../config/access-config.ts"
import type { SessionOfMember, SessionRow, StaffTable, StaffChange, StaffRow } from "./staff-table.ts"
import type { StaffCaller } from "../access/caller.ts"
import type { SessionHolders } from "../access/callers.ts"
import { roles } from "../access/roles.ts"
import { digestOf, newToken } from "../access/tokens.ts"

/** Who is signed in, by the token in the cookie. */
export interface Sessions extends SessionHolders {
  /** What its holder is told of a session; null when it has ended. */
  about(digest: string): Promise<SessionAnswer | null>
  answerOf(found: SessionOfMember): SessionAnswer
}

export interface SessionsNeeds {
  readonly book: Pick<StaffTable, "session" | "seen">
  readonly limits: SessionLimits
  /** Whether sessions that the demo gave away count: only on the server's own machine. */
  readonly isDemoOpen: boolean
  readonly now: () => Instant
  readonly log: Pick<Logger, "warn">
}

/** Looked up again after this long even when nobody said that something changed. */
const rememberedMs = 10_000
const sessionsRemembered = 5_000
/** A use is written down at most this often. */
const writtenEachMs = 60_000

export function openSessions({ book, limits, isDemoOpen, now, log }: SessionsNeeds): Sessions {
  const { idleMs, absoluteMs } = limits
  const known = new LRUCache<string, { readonly found: SessionOfMember | null }>({
    max: sessionsRemembered,
    ttl: rememberedMs,
  })
  // Not forgotten with the rest: when a session was last used, here, and when that was last written.
  const usedAt = new LRUCache<string, Instant>({ max: sessionsRemembered })
  const writtenAt = new LRUCache<string, Instant>({ max: sessionsRemembered })
  const eachMs = Math.min(writtenEachMs, idleMs / 4)
  let forgotten = 0

  const lookUp = async (digest: string): Promise<SessionOfMember | null> => {
    const before = forgotten
    const found = await book.session(digest)
    // What changed while it was asked for may not be in the answer.
    if (before === forgotten) known.set(digest, { found })
    return found
  }

  const lastUse = ({ digest, seenAt }: SessionRow) => Math.max(seenAt, usedAt.get(digest) ?? 0)

  const isOpen = ({ session, member }: SessionOfMember): boolean =>
    session.endedAt === null &&
    member.disabledAt === null &&
    (isDemoOpen || session.method !== "demo") &&
    now() < session.startedAt + absoluteMs &&
    now() < lastUse(session) + idleMs

  const use = ({ session: { digest, seenAt } }: SessionOfMember) => {
    const moment = now()
    usedAt.set(digest, moment)
    if (moment < Math.max(seenAt, writtenAt.get(digest) ?? 0) + eachMs) return
    writtenAt.set(digest, moment)
    book.seen(digest, moment).catch((error: unknown) => {
      writtenAt.delete(digest)
      log.warn({ err: error }, "a session's use could not be written down")
    })
  }

  const provedAt = ({ method, provedAt: proved }: SessionRow): Instant =>
    // The demo's manager has nothing to prove anything with, on the server's own machine.
    method === "demo" ? now() : proved

  const judge = (found: SessionOfMember | null, isAct: boolean): StaffCaller | null => {
    if (!found || !isOpen(found)) return null
    if (isAct) use(found)
    const { session, member } = found
    return {
      kind: "staff",
      staffId: member.staffId,
      name: member.name,
      grants: member.grants,
      session: {
        digest: session.digest,
        provedAt: provedAt(session),
        isLimited: isLimited(found),
      },
    }
  }

  const find = (token: string, isAct: boolean) => {
    const digest = digestOf(token)
    const remembered = known.get(digest)
    const caller = remembered ? judge(remembered.found, isAct) : null
    if (caller) return caller
    // Idle for all that this server knows: it may have been used at another.
    return lookUp(digest).then((found) => judge(found, isAct))
  }

  const answerOf = (found: SessionOfMember): SessionAnswer => {
    const { session, member } = found
    const until = (session.startedAt + absoluteMs) as Instant
    return {
      staffId: member.staffId,
      name: member.name,
      grants: [...member.grants],
      limitedTo: isLimited(found) ? "totp" : null,
      hasTotp: member.totpSecret !== null,
      provedAt: provedAt(session),
      idleUntil: Math.min(lastUse(session) + idleMs, until) as Instant,
      until,
    }
  }

  return {
    callerOf: (token) => find(token, true),
    look: (token) => find(token, false),
    forget() {
      forgotten++
      known.clear()
    },
    async about(digest) {
      const found = await book.session(digest)
      return found && isOpen(found) ? answerOf(found) : null
    },
    answerOf,
  }
}

/** Until the authenticator is set up. The bank's own provider sees to that itself. */
function isLimited({ session, member }: SessionOfMember): boolean {
  return (
    session.method === "password" &&
    member.totpSecret === null &&
    member.grants.some(({ role }) => roles[role].mustHaveTotp)
  )
}

/** Where somebody comes from, and which session the browser had before. */
export interface From {
  readonly address: string
  readonly previousToken: string | null
}

export interface Started {
  readonly token: string
  readonly found: SessionOfMember
}

/** A new token for every sign-in: what the browser brought along before is worth nothing afterwards (ASVS 7.2.4). */
export async function startSession(
  change: StaffChange,
  member: StaffRow,
  method: SessionRow["method"],
  { address, previousToken }: From,
  now: Instant,
  provedAt: Instant = now,
): Promise<Started> {
  if (previousToken !== null) await change.endSession(digestOf(previousToken), { at: now, by: "replaced" })
  const token = newToken("session")
  const session: SessionRow = {
    digest: digestOf(token),
    staffId: member.staffId,
    method,
    startedAt: now,
    seenAt: now,
    provedAt,
    address,
    endedAt: null,
  }
  await change.startSession(session)
  return { token, found: { session, member } }
}

/** The same session with a new token, and just proved. Its end stays where it was. */
export async function renewSession(
  change: StaffChange,
  { session, member }: SessionOfMember,
  now: Instant,
): Promise<Started> {
  await change.endSession(session.digest, { at: now, by: "replaced" })
  const token = newToken("session")
  const renewed = { ...session, digest: digestOf(token), seenAt: now, provedAt: now }
  await change.startSession(renewed)
  return { token, found: { session: renewed, member } }
}
