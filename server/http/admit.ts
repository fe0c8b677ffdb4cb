import type { IncomingMessage } from "node:http"
import { BranchId, type TicketId } from "@giliran/contract/basics"
import type { Caller, StaffCaller } from "../access/caller.ts"
import type { Shown } from "../access/callers.ts"
import { isFromOwnSite } from "../access/own-site.ts"
import { type Deed, isDeed } from "../access/deeds.ts"
import { may, mayInBank } from "../access/may.ts"
import type { BranchRoom } from "../branch/branch-room.ts"
import type { Api } from "./api.ts"
import { languageOf, type SpokenLanguage } from "./caller-language.ts"
import { Denied } from "./denied.ts"

/**
 * Who may ask.
 *
 * - a deed: whoever may do it in the branch that the path names, or in the bank where it names none.
 * - `known`: whoever shows who they are.
 * - `signed-in`: whoever of the staff is signed in, if only to set up an authenticator.
 * - `own-page`: nobody is known yet, but one of our own pages asks.
 * - `anybody`: nobody need be known.
 */
export type Who = Deed | "known" | "signed-in" | "own-page" | "anybody"

/** A request that passed the door: who asks, in which branch, in which language. */
export interface Visit {
  readonly incoming: IncomingMessage
  readonly language: SpokenLanguage
  readonly caller: Caller | null
  readonly room: BranchRoom | null
}

export interface Asking {
  readonly who: Who
  /** As the path names it; undefined where it names none. */
  readonly branch: string | undefined
  readonly ticketId: TicketId | undefined
  /** Only looks: keeps no session from going idle. */
  readonly isLook: boolean
}

/**
 * In this order: the budget of the address for strangers, who it is, whether our own page asks, the authenticator, the deed, the branch's
 * room. Throws `Denied`.
 */
export async function admit(api: Api, incoming: IncomingMessage, asking: Asking): Promise<Visit> {
  const { who, branch, ticketId, isLook } = asking
  const language = languageOf(incoming.headers["accept-language"])
  if (!isDeed(who)) return strangerOrStaff(api, { incoming, language }, who, isLook)
  const caller = await callerOf(api, incoming, language, isLook)
  return branch === undefined
    ? bankVisit(caller, who, { incoming, language })
    : branchVisit(api, caller, who, { incoming, branch, ticketId })
}

/** Signed in, by a request of our own page where a cookie says so. Throws `Denied`. */
export async function callerOf(
  { callers, limits, ownOrigins }: Pick<Api, "callers" | "limits" | "ownOrigins">,
  incoming: IncomingMessage,
  language: SpokenLanguage,
  isLook = false,
): Promise<Caller> {
  const pay = () => limits.forStranger(incoming, language)
  const shown: Shown | null = await callers.byRequest(incoming, { isAct: !isLook, pay })
  if (!shown) throw new Denied("not-signed-in", language)
  const isReading = incoming.method === "GET" || incoming.method === "HEAD"
  if (shown.by === "cookie" && !isReading && !isFromOwnSite(incoming, ownOrigins))
    throw new Denied("cross-site", language)
  return shown.caller
}

async function strangerOrStaff(
  api: Api,
  { incoming, language }: Pick<Visit, "incoming" | "language">,
  who: Exclude<Who, Deed>,
  isLook: boolean,
): Promise<Visit> {
  const visit = { incoming, language, room: null }
  switch (who) {
    case "anybody":
      return { ...visit, caller: null }
    case "own-page":
      if (!isFromOwnSite(incoming, api.ownOrigins)) throw new Denied("cross-site", language)
      return { ...visit, caller: null }
    case "known":
      return { ...visit, caller: await callerOf(api, incoming, language, isLook) }
    case "signed-in": {
      const caller = await callerOf(api, incoming, language, isLook)
      if (!isStaff(caller)) throw new Denied("not-allowed", language)
      return { ...visit, caller }
    }
  }
}

function isStaff(caller: Caller): caller is StaffCaller {
  return caller.kind === "staff"
}

function bankVisit(
  caller: Caller,
  deed: Deed,
  { incoming, language }: Pick<Visit, "incoming" | "language">,
): Visit {
  if (caller.kind === "staff" && caller.session.isLimited) throw new Denied("totp-needed", language)
  if (!mayInBank(caller, deed)) throw new Denied("not-allowed", language)
  return { caller, language, incoming, room: null }
}

async function branchVisit(
  { rooms }: Pick<Api, "rooms">,
  caller: Caller,
  deed: Deed,
  {
    incoming,
    branch,
    ticketId,
  }: { readonly incoming: IncomingMessage; readonly branch: string; readonly ticketId: TicketId | undefined },
): Promise<Visit> {
  const branchId = branch as BranchId
  const asked = incoming.headers["accept-language"]
  const open = rooms.openRoom(branchId)
  const said = languageOf(asked, open?.day.plan.languages)
  if (!open && !(BranchId.safeParse(branch).success && (await rooms.isBranch(branchId))))
    throw new Denied("unknown-branch", said)
  if (caller.kind === "staff" && caller.session.isLimited) throw new Denied("totp-needed", said)
  const target = ticketId === undefined ? { branchId } : { branchId, ticketId }
  if (!may(caller, deed, target)) throw new Denied("not-allowed", said)
  const room = open ?? (await rooms.roomOf(branchId))
  if (!room) throw new Denied("unknown-branch", said)
  return { caller, room, language: languageOf(asked, room.day.plan.languages), incoming }
}
