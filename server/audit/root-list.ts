import type { DailyRootList } from "@giliran/contract/audit"
import type { DailyRootRow } from "./daily-root-table.ts"
import type { SigningKey } from "./signing-key.ts"

/** As an auditor keeps it. */
export function rootList(
  roots: readonly DailyRootRow[],
  key: Pick<SigningKey, "publicKey"> | null,
): DailyRootList {
  return {
    roots: roots.map(({ day, statement, signature, keyId }) => ({ day, statement, signature, keyId })),
    publicKey: key?.publicKey ?? null,
  }
}
