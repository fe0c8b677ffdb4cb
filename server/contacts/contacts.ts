import type { Instant, TicketId } from "@giliran/contract/basics"
import type { LeaveContactBody, TicketContactAnswer } from "@giliran/contract/privacy"
import type { Refusal } from "@giliran/contract/refusals"
import { hash } from "node:crypto"
import { seal, unseal } from "../access/sealed.ts"
import type { By } from "../audit/by.ts"
import type { Tx } from "../database/tx.ts"
import type { ContactRow, ContactTable } from "./contact-table.ts"
import type { BranchDay } from "../rules/day/branch-day.ts"
import { contactOffer, isPurposeOf, refusalOfContact } from "../rules/plan/contact-offer.ts"
import { phoneDigest, readPhone } from "./phone-number.ts"

/** The phone number of a ticket: left by consent, shown to its owner, taken back. */
export interface Contacts {
  /** What may be left, and what is kept. */
  of(day: BranchDay, ticketId: TicketId, now: Instant): Promise<TicketContactAnswer>
  leave(tx: Tx, asked: ContactAsked): Promise<TicketContactAnswer | ContactRefused>
  /** Where there is none (any more) nothing is done: it is not kept, which is what was asked for. */
  withdraw(tx: Tx, asked: Omit<ContactAsked, "given">): Promise<TicketContactAnswer>
}

export type ContactRefused = { readonly refusal: Refusal } | { readonly problem: "phone-unreadable" }

export interface ContactAsked {
  readonly day: BranchDay
  readonly ticketId: TicketId
  readonly given: LeaveContactBody
  readonly by: By
}

export interface ContactsNeeds {
  readonly contacts: ContactTable
  /** See customer-key.ts. Without one nothing can be sealed, so nothing is asked for. */
  readonly key: Buffer | null
}

export function contactsOf({ contacts, key }: ContactsNeeds): Contacts {
  const answer = (day: BranchDay, ticketId: TicketId, row: ContactRow | null): TicketContactAnswer => {
    const isOpen = key !== null && refusalOfContact(day, ticketId) === null
    return { offer: isOpen ? contactOffer(day) : null, kept: row && keptOf(row, key) }
  }
  return {
    async of(day, ticketId, now) {
      return answer(day, ticketId, await contacts.find(day.plan.branchId, ticketId, now))
    },
    async leave(tx, { day, ticketId, given: { phone: typed, purpose, language }, by }) {
      const refusal = refusalOfContact(day, ticketId)
      if (refusal) return { refusal }
      const offer = contactOffer(day)
      if (!offer || !key) return { refusal: { refused: "contact-not-offered" } }
      if (!isPurposeOf(day, purpose, language)) return { refusal: { refused: "purpose-changed" } }
      const phone = await readPhone(typed)
      if (phone === null) return { problem: "phone-unreadable" }
      const { branchId } = day.plan
      const digest = phoneDigest(key, phone)
      const row: ContactRow = {
        ticketId,
        branchId,
        day: day.day,
        phoneDigest: digest,
        phone: seal(key, phone),
        purpose,
        language,
        consentedAt: by.at,
        forgetAt: offer.until,
      }
      const body = {
        ticketId,
        phoneDigest: digest,
        purposeVersion: purposeVersion(purpose),
        language,
        until: offer.until,
      }
      return answer(
        day,
        ticketId,
        await contacts.leave(tx, row, { chain: branchId, ...by, act: "contact-left", body }),
      )
    },
    async withdraw(tx, { day, ticketId, by }) {
      const { branchId } = day.plan
      const entry = { chain: branchId, ...by, act: "contact-withdrawn" as const, body: { ticketId } }
      await contacts.withdraw(tx, branchId, ticketId, entry)
      return answer(day, ticketId, null)
    },
  }
}

/** By which an auditor finds the words in the plan of that day. */
function purposeVersion(purpose: string): string {
  return hash("sha256", purpose, "hex").slice(0, 16)
}

function keptOf({ phone, purpose, language, consentedAt, forgetAt }: ContactRow, key: Buffer | null) {
  const phoneEnd = (key && unseal(key, phone)?.slice(-3)) ?? ""
  return { phoneEnd, purpose, language, consentedAt, until: forgetAt }
}
