import type { Instant, Language, Text, TicketId } from "@giliran/contract/basics"
import type { Refusal } from "@giliran/contract/refusals"
import { type BranchDay, isIn } from "../day/branch-day.ts"
import { endOfDay } from "../day/opening-hours.ts"

export interface ContactOffer {
  readonly purpose: Text
  /** When a number that is left on this day is forgotten. */
  readonly until: Instant
}

const hourMs = 3_600_000

/** PRIVACY-1, PRIVACY-2: what the plan asks a number for, and until when it would be kept; null where it asks for none. */
export function contactOffer({ plan, day }: Pick<BranchDay, "plan" | "day">): ContactOffer | null {
  const { contact } = plan
  if (!contact) return null
  return { purpose: contact.purpose, until: (endOfDay(day, plan) + contact.keepHours * hourMs) as Instant }
}

/** PRIVACY-1: a number belongs to a ticket that goes on; null when one may be left. */
export function refusalOfContact(day: BranchDay, ticketId: TicketId): Refusal | null {
  const ticket = day.tickets.get(ticketId)
  if (!ticket) return { refused: "unknown-ticket" }
  if (!day.plan.contact) return { refused: "contact-not-offered" }
  if (isIn(ticket, ["finished", "withdrawn", "expired"]))
    return { refused: "ticket-in-other-status", status: ticket.status }
  return null
}

/** PRIVACY-1: whoever read other words than the plan's has agreed to something else. */
export function isPurposeOf({ plan }: Pick<BranchDay, "plan">, purpose: string, language: Language): boolean {
  return plan.contact?.purpose[language] === purpose
}
