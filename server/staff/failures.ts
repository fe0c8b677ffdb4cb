import type { Instant } from "@giliran/contract/basics"
import type { StaffRow } from "./staff-table.ts"

/** So many may fail in a row before the account is shut for a while; each more doubles the while. Never for good. */
const freeFailures = 5
const firstLockMs = 60_000
const longestLockMs = 15 * 60_000
/** After so long without one, the count begins anew. */
const forgottenAfterMs = 60 * 60_000

/** The account after one more that failed. */
export function afterFailure(member: StaffRow, now: Instant): StaffRow {
  const isLongAgo = member.lockedUntil !== null && member.lockedUntil + forgottenAfterMs <= now
  const failedCount = (isLongAgo ? 0 : member.failedCount) + 1
  const beyond = failedCount - freeFailures
  if (beyond < 0) return { ...member, failedCount, lockedUntil: isLongAgo ? null : member.lockedUntil }
  const lockMs = Math.min(firstLockMs * 2 ** beyond, longestLockMs)
  return { ...member, failedCount, lockedUntil: (now + lockMs) as Instant }
}

export function isLocked({ lockedUntil }: Pick<StaffRow, "lockedUntil">, now: Instant): boolean {
  return lockedUntil !== null && now < lockedUntil
}
