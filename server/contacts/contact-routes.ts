import type { IncomingMessage } from "node:http"
import type { TicketId } from "@giliran/contract/basics"
import { LeaveContactBody, TicketContactAnswer } from "@giliran/contract/privacy"
import { actorOf, type Caller } from "../access/caller.ts"
import { may } from "../access/may.ts"
import { byOf } from "../audit/by.ts"
import type { BranchRoom } from "../branch/branch-room.ts"
import type { Api } from "../http/api.ts"
import type { SpokenLanguage } from "../http/caller-language.ts"
import { Denied, Refused } from "../http/denied.ts"
import { problemOfRefusal } from "../http/problem.ts"
import { route } from "../http/route.ts"
import type { ContactTable } from "./contact-table.ts"
import type { Contacts } from "./contacts.ts"

export interface ContactRoutesNeeds {
  readonly table: Pick<ContactTable, "takerOf">
  readonly contacts: Contacts
}

/** A customer's phone number: left by consent, and taken back as easily (PRIVACY-1, PRIVACY-3). */
export function contactRoutes(api: Api, { table, contacts }: ContactRoutesNeeds): void {
  const common = {
    path: "/v1/branches/{branch}/tickets/{ticket}/contact",
    tag: "privacy",
    answer: TicketContactAnswer,
  } as const

  route(
    api,
    {
      ...common,
      method: "get",
      who: "leave-contact",
      summary: "What the branch asks a phone number for, and what is kept of this ticket's customer",
      requires: (visit) => requireOwn(table, visit),
    },
    ({ room, names }) => contacts.of(room.day, names.ticket, room.now()),
  )

  route(
    api,
    {
      ...common,
      method: "post",
      who: "leave-contact",
      summary: "Leave a phone number, agreeing to the purpose word for word. Twice the same is once",
      body: LeaveContactBody,
      requires: (visit) => requireOwn(table, visit),
    },
    (asked) => {
      const { room, caller, incoming, language, names, body } = asked
      const { day } = room
      const by = byOf(caller, incoming, room.now())
      // No answer is kept: it would hold the last digits of a number longer than its customer agreed to.
      return api.database.transaction(async (tx) => {
        const left = await contacts.leave(tx, { day, ticketId: names.ticket, given: body, by })
        if ("problem" in left) throw new Denied(left.problem, language, { field: "phone" })
        if (!("refusal" in left)) return left
        throw new Refused(problemOfRefusal(left.refusal, { plan: day.plan, now: room.now(), language }))
      })
    },
  )

  route(
    api,
    {
      ...common,
      method: "delete",
      who: "withdraw-contact",
      summary: "Take the number back: it is deleted at once",
    },
    async (asked) => {
      const { room, caller, incoming, names, once } = asked
      const { branchId } = room
      // The keeper may take back a number of an earlier day, which the room no longer knows.
      if (!may(caller, "manage-privacy", { branchId })) await requireOwn(table, asked)
      const by = byOf(caller, incoming, room.now())
      return once((tx) => contacts.withdraw(tx, { day: room.day, ticketId: names.ticket, by }))
    },
  )
}

interface Asked {
  readonly caller: Caller
  readonly room: BranchRoom
  readonly incoming: IncomingMessage
  readonly language: SpokenLanguage
  readonly names: { readonly ticket: TicketId }
}

/** The own ticket's customer, or whoever took it. Throws `Denied`. */
async function requireOwn(
  table: Pick<ContactTable, "takerOf">,
  { caller, room, language, names: { ticket } }: Asked,
): Promise<void> {
  if (!room.day.tickets.has(ticket)) throw new Denied("unknown-ticket", language)
  if (caller.kind === "customer") return
  const taker = await table.takerOf(room.branchId, ticket)
  const isTaker = taker !== null && taker.replace(/ from \S+$/, "") === actorOf(caller)
  if (!isTaker) throw new Denied("not-allowed", language)
}
