import type { RetentionLimits } from "./retention-limits.ts"
import type { Ledger } from "../branch/ledger.ts"
import { type Contacts, contactsOf } from "../contacts/contacts.ts"

/** What the routes need to know of personal data. */
export interface Privacy {
  readonly contacts: Contacts
  /** See customer-key.ts. */
  readonly key: Buffer | null
  readonly limits: RetentionLimits
}

export function openPrivacy(needs: {
  readonly ledger: Pick<Ledger, "contacts">
  readonly key: Buffer | null
  readonly limits: RetentionLimits
}): Privacy {
  const { key, limits } = needs
  return { contacts: contactsOf(needs), key, limits }
}
