import type { BranchId, Instant, TellerId } from "@giliran/contract/basics"
import type { Tx } from "../database/tx.ts"
import type { StaffTable, StaffRow } from "../staff/staff-table.ts"
import { type From, type Started, startSession } from "../staff/sessions.ts"
import { signedIn } from "../staff/sign-in.ts"

const demoManager = { staffId: "demo-manager" as TellerId, name: "Ratna Wulandari" } as const

/**
 * The demo branch's manager comes in without a password, so that the first look at the office is one click. Whoever asks was seen
 * to be on the server's own machine, and the session is good there only. The account has no password and can get in no other way.
 */
export async function enterDemo(
  tx: Tx,
  book: Pick<StaffTable, "admit" | "change">,
  { branchId, from, now }: { readonly branchId: BranchId; readonly from: From; readonly now: Instant },
): Promise<Started | null> {
  const change = await book[from.previousToken === null ? "admit" : "change"](tx)
  const known = await change.member(demoManager.staffId)
  if (known && known.disabledAt !== null) return null
  const member = known ?? newManager(branchId, now)
  if (!known) {
    await change.save(member)
    const { staffId, name, grants } = member
    const entry = { chain: branchId, at: now, actor: "demo", address: from.address } as const
    await change.record({ ...entry, act: "staff-added", body: { staffId, name, grants } })
  }
  await change.record(signedIn(member, "demo", from.address, now))
  return startSession(change, member, "demo", from, now)
}

function newManager(branchId: BranchId, now: Instant): StaffRow {
  return {
    ...demoManager,
    grants: [{ branchId, role: "manager" }],
    passwordHash: null,
    secretUntil: null,
    oidcSubject: null,
    totpSecret: null,
    totpOffer: null,
    totpLastStep: null,
    recoveryCodes: [],
    failedCount: 0,
    lockedUntil: null,
    createdAt: now,
    disabledAt: null,
  }
}
