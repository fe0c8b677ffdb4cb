import type { House } from "../house.ts"
import type { Part } from "../part.ts"
import { auditRoutes } from "./audit-routes.ts"
import { type AuditTable, auditTable } from "./audit-table.ts"
import { daySigner } from "./sign-days.ts"
import { signingKeyOf } from "./signing-key.ts"

/** Who did what, and the signed ends of days. */
export function auditPart({ config, database, log, world }: House): Part & { readonly audit: AuditTable } {
  const audit = auditTable(database)
  const key = signingKeyOf(config)
  if (!key)
    log.warn(
      "no day is signed: give GILIRAN_SIGNING_KEY or GILIRAN_SIGNING_KEY_FILE, the same on every server",
    )
  const signer = daySigner({ audit, key, log, world })
  return {
    audit,
    routes: (api) => auditRoutes(api, { audit, signingKey: key }),
    watch: signer.watch,
    close: signer.close,
  }
}
