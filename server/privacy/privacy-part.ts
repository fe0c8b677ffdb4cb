import type { AuditTable } from "../audit/audit-table.ts"
import type { ContactTable } from "../contacts/contact-table.ts"
import { customerKeyOf } from "../customers/customer-key.ts"
import type { House } from "../house.ts"
import type { Part } from "../part.ts"
import { privacyRoutes } from "./privacy-routes.ts"
import { type RetentionRounds, retentionRounds } from "./retention-rounds.ts"
import { retentionTable } from "./retention-table.ts"

interface PrivacyNeeds {
  readonly audit: AuditTable
  readonly contacts: ContactTable
}

/** What is held about a person, and its end. */
export function privacyPart(
  { config, database, ledger, log, world }: House,
  { audit, contacts }: PrivacyNeeds,
): Part {
  const limits = { sessionDays: config.sessionDays }
  const retention = retentionTable(database)
  let rounds: RetentionRounds | null = null
  const key = customerKeyOf(config)
  return {
    routes: (api) => privacyRoutes(api, { ledger, contacts, audit, key, retention, limits }),
    listening: () => {
      rounds = retentionRounds({ retention, log, world, limits })
    },
    close: () => rounds?.close(),
  }
}
