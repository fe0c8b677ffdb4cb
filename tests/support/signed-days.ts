import { generateKeyPairSync } from "node:crypto"
import type { BranchId, BusinessDay } from "@giliran/contract/basics"
import { type SigningKey, signingKeyOf } from "../../server/audit/signing-key.ts"
import type { NewEvent } from "../../server/branch/ledger.ts"
import { at } from "./batches.ts"
import { planOf } from "./plan-of.ts"

export const pem = () =>
  generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString()
export const keyFrom = (signingKey: string): SigningKey => {
  const key = signingKeyOf({ signingKey, databaseUrl: "outside", dataDir: "" })
  if (!key) throw new Error("There is a key")
  return key
}

export const days = ["2026-08-24", "2026-08-25", "2026-08-26", "2026-08-27"] as BusinessDay[]

export const opened = (branchId: BranchId, day: BusinessDay): NewEvent => ({
  day,
  event: { type: "day-opened", at: at(1_787_000_000_123), day, plan: planOf({ branchId }) },
  commandId: null,
  actor: "clock",
})
