import type { BranchId, BusinessDay, Instant, TicketId } from "@giliran/contract/basics"
import type { PersonErased, PersonExport } from "@giliran/contract/privacy"
import { unseal } from "../access/sealed.ts"
import type { AuditTable } from "../audit/audit-table.ts"
import type { By } from "../audit/by.ts"
import type { Tx } from "../database/tx.ts"
import type { ContactRow, ContactTable, ContactsAsked } from "../contacts/contact-table.ts"
import type { Ledger, TicketRow } from "../branch/ledger.ts"
import { findTicket, findTicketNamed, type TicketNeeds } from "./find-ticket.ts"
import { phoneDigest, readPhone } from "../contacts/phone-number.ts"
import { ticketRecord } from "./ticket-record.ts"

/** A person's rights: everything that is held is shown, or what is personal in it erased. */

export interface PersonNeeds extends TicketNeeds {
  readonly ledger: Pick<Ledger, "dayOf">
  readonly audit: Pick<AuditTable, "recordAct">
  readonly key: Buffer | null
}

/** Whose data: of a number, or of a ticket by its id or its number and day. */
export type PersonAsked = { readonly phone: string } | TicketAsked

interface TicketAsked {
  readonly ticket: string
  readonly day?: BusinessDay | undefined
}

export type Person = ContactsAsked

export type PersonUnknown = "phone-unreadable" | "nothing-held"

/** A phone number is always somebody: whether anything is held is found out later. */
export async function personOf(needs: PersonNeeds, asked: PersonAsked): Promise<Person | PersonUnknown> {
  const { key, branchId } = needs
  if ("phone" in asked) {
    const phone = await readPhone(asked.phone)
    if (phone === null) return "phone-unreadable"
    return key ? { branchId, phoneDigest: phoneDigest(key, phone), ticketIds: [] } : "nothing-held"
  }
  const ticket = await findTicketNamed(needs, asked.ticket, asked.day ?? null)
  return ticket ? { branchId: ticket.branchId, phoneDigest: null, ticketIds: [ticket.id] } : "nothing-held"
}

/** Null when nothing is held. What was shown is written down in the branches that it was shown of. */
export async function exportPerson(needs: PersonNeeds, person: Person, by: By): Promise<PersonExport | null> {
  const { ledger, contacts, audit: record, key } = needs
  const found = await contactsAndTickets(needs, person, by.at)
  const audit = await contacts.entriesAbout({
    ...person,
    ticketIds: found.map(({ ticket }) => ticket.id),
  })
  if (found.length === 0 && audit.length === 0) return null
  const tickets: PersonExport["tickets"] = []
  for (const { ticket, contact } of found)
    tickets.push({
      ...(await ticketRecord({ ledger, contacts }, ticket)),
      contact: contact && {
        phone: key && unseal(key, contact.phone),
        purpose: contact.purpose,
        language: contact.language,
        consentedAt: contact.consentedAt,
        forgetAt: contact.forgetAt,
      },
    })
  const branches = new Set([
    ...found.map(({ ticket }) => ticket.branchId),
    ...audit.map(({ chain }) => chain),
  ])
  for (const branchId of branches)
    await record.recordAct({
      chain: branchId as BranchId,
      ...by,
      act: "contact-exported",
      body: nameOf(person),
    })
  return {
    madeAt: by.at,
    tickets,
    audit: audit.map(({ chain, at, act, body }) => ({ branchId: chain, at, act, body: { ...body } })),
  }
}

/** Removes what is personal; doing it again finds nothing more and is as good. */
export async function erasePerson(
  tx: Tx,
  { contacts }: Pick<PersonNeeds, "contacts">,
  person: Person,
  by: By,
): Promise<PersonErased> {
  const total = { contacts: 0, storedAnswers: 0 }
  for (const branchId of await branchesOf(contacts, person)) {
    const entry = { chain: branchId, ...by, act: "contact-erased" as const, body: nameOf(person) }
    const erased = await contacts.erase(tx, { ...person, branchId }, entry)
    total.contacts += erased.contacts
    total.storedAnswers += erased.storedAnswers
  }
  return total
}

/** How many numbers an erasure would remove now. */
export async function countContacts(
  { contacts }: Pick<PersonNeeds, "contacts">,
  person: Person,
): Promise<number> {
  return (await contacts.findAll(person)).length
}

/** For the audit: never the number. */
function nameOf({ phoneDigest: digest, ticketIds }: Person): Readonly<Record<string, unknown>> {
  return digest === null ? { ticketId: ticketIds[0] } : { phoneDigest: digest }
}

async function branchesOf(contacts: ContactTable, person: Person): Promise<readonly BranchId[]> {
  if (person.branchId !== null) return [person.branchId]
  return [...new Set((await contacts.findAll(person)).map(({ branchId }) => branchId))]
}

interface Found {
  readonly ticket: TicketRow
  readonly contact: ContactRow | null
}

async function contactsAndTickets(
  needs: PersonNeeds,
  person: Person,
  now: Instant,
): Promise<readonly Found[]> {
  const kept = (await needs.contacts.findAll(person)).filter(({ forgetAt }) => forgetAt > now)
  const contactByTicket = new Map(kept.map((contact) => [contact.ticketId, contact]))
  const found: Found[] = []
  for (const ticketId of new Set<TicketId>([...person.ticketIds, ...contactByTicket.keys()])) {
    const ticket = await findTicket(needs, ticketId)
    if (ticket) found.push({ ticket, contact: contactByTicket.get(ticketId) ?? null })
  }
  return found
}
