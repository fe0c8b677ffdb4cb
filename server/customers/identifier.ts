import { createHmac } from "node:crypto"
import type { BranchId } from "@giliran/contract/basics"

/**
 * A card or member number as it is compared: compatibility forms made one (NFKC: full-width digits become plain), spaces,
 * dashes and invisible signs left out, capitals. `1234 5678`, `1234-5678` and `12345678` are one customer.
 */
export function normalised(identifier: string): string {
  return identifier
    .normalize("NFKC")
    .replaceAll(/[\s\p{Pd}\p{C}]/gu, "")
    .toUpperCase()
}

/**
 * HMAC-SHA-256 of the normalised identifier, in hex: what is stored and looked up. A member number has few digits, so a plain
 * hash of it could be undone by trying all of them; without the key this cannot. A branch's own customers differ from the
 * whole bank's, whose branch is null.
 */
export function customerDigest(key: Buffer, branchId: BranchId | null, identifier: string): string {
  return createHmac("sha256", key)
    .update(`giliran customer\n${branchId ?? ""}\n${normalised(identifier)}`)
    .digest("hex")
}
