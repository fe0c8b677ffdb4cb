import { createHmac, randomBytes, timingSafeEqual } from "node:crypto"
import type { BranchId, BusinessDay, Instant } from "@giliran/contract/basics"
import type { Proof } from "@giliran/contract/commands"

/**
 * What a customer check hands to the kiosk: that somebody is a priority customer, without saying who. Signed, for one
 * branch, one business day and two minutes; that it counts once is the rules' affair (PROOF-1), so that a retry of the same
 * command is still answered as the first time.
 */
export interface SignedChecks {
  give(
    branchId: BranchId,
    day: BusinessDay,
    now: Instant,
  ): { readonly check: string; readonly until: Instant }
  /** Null when it was not given by us for this branch. */
  read(check: string, branchId: BranchId): Proof | null
}

/** Long enough to choose a service, too short to be passed on. */
const lastsMs = 120_000

export function signedChecks(key: Buffer): SignedChecks {
  const signatureOf = (branchId: BranchId, words: string) =>
    createHmac("sha256", key).update(`giliran customer check\n${branchId}\n${words}`).digest("base64url")
  return {
    give(branchId, day, now) {
      const until = (now + lastsMs) as Instant
      const words = [randomBytes(12).toString("base64url"), day, until].join(".")
      return { check: `${words}.${signatureOf(branchId, words)}`, until }
    },
    read(check, branchId) {
      const [name = "", day = "", until = "", signature = ""] = check.split(".")
      const given = Buffer.from(signature)
      const wanted = Buffer.from(signatureOf(branchId, [name, day, until].join(".")))
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null
      return { check: name, day: day as BusinessDay, until: Number(until) as Instant }
    },
  }
}
