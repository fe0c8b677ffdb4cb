import { slugForm } from "./written-forms.ts"

/**
 * The customer's page of a ticket: `/ticket/#<branch>.<secret>`. The secret lives in the fragment, which no server, log or referrer ever
 * sees. Without zod: the page itself carries it.
 */
export interface TicketLink {
  readonly branchId: string
  readonly secret: string
}

export function ticketPath({ branchId, secret }: TicketLink): string {
  return `/ticket/#${branchId}.${secret}`
}

/** Of a whole link, or of its fragment alone; null where that names no ticket. */
export function ticketLinkIn(link: string): TicketLink | null {
  const named = link.slice(link.indexOf("#") + 1)
  const dot = named.indexOf(".")
  const branchId = named.slice(0, dot)
  const secret = named.slice(dot + 1)
  return slugForm.test(branchId) && secretForm.test(secret) ? { branchId, secret } : null
}

const secretForm = /^[A-Za-z0-9_.-]{16,}$/
