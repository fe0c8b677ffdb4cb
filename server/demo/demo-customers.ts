import type { BranchId } from "@giliran/contract/basics"
import { customerDigest } from "../customers/identifier.ts"
import type { CustomerRow } from "../customers/customer-table.ts"

/** Twenty priority customers of the demo branch, known in no other: `1234 5678`, and the next ones each 11 higher. */
export async function* demoCustomers(key: Buffer, branchId: BranchId): AsyncIterable<readonly CustomerRow[]> {
  yield Array.from({ length: 20 }, (_, index) => ({
    digest: customerDigest(key, branchId, String(12_345_678 + 11 * index)),
    segment: "priority" as const,
    validUntil: null,
  }))
}
