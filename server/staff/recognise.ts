import type { BranchId, Instant } from "@giliran/contract/basics"
import type { World } from "../world.ts"
import type { StaffTable, StaffChange, StaffRow } from "./staff-table.ts"
import { attempt, type Attempt, budgetOf, networkOf } from "../access/budgets.ts"
import { afterFailure, isLocked } from "./failures.ts"
import { isPassword } from "./passwords.ts"
import { digestOfRecoveryCode, stepOfCode } from "./totp.ts"

/** Why somebody was not let in. The auditor reads it; whoever tried hears the same of all. */
export type FailureCause =
  | "unknown-staff"
  | "disabled"
  | "locked"
  | "no-password"
  | "wrong-password"
  | "secret-expired"
  | "wrong-code"
  | "replayed-code"

export interface Typed {
  readonly staffId: string
  readonly password: string
  readonly code?: string | undefined
}

/** With what somebody showed a second time who it is. */
export type Second =
  | { readonly kind: "none" }
  | { readonly kind: "totp"; readonly step: number }
  | { readonly kind: "recovery-code"; readonly digest: string }

export type Recognised = Known | NotRecognised

/** Right as far as it goes; a code is used up by `confirm`. */
export interface Known {
  readonly member: StaffRow
  readonly second: Second
  readonly tried: Tried
  readonly forgive: Attempt["forgive"]
}

/** From where, and when the password was compared. */
export interface Tried {
  readonly address: string
  readonly since: number
}

export type NotRecognised =
  | { readonly refused: "sign-in-failed" }
  /** The password is right; the code is missing. */
  | { readonly refused: "code-needed" }
  | { readonly refused: "too-many-requests"; readonly retryAfterMs: number }

export interface Recogniser {
  /** Writes down a failure. What is right is not used up by this: see `confirm`. */
  recognise(typed: Typed, address: string): Promise<Recognised>
  /** In the transaction that lets somebody in: still right, and a code counts once. Null when it no longer is. */
  confirm(change: StaffChange, known: Known): Promise<StaffRow | null>
  /** The neutral no, after it is written down. */
  fail(staffId: string | null, cause: FailureCause, tried: Tried): Promise<NotRecognised>
}

export interface RecogniserNeeds {
  readonly book: StaffTable
  readonly secretKey: Buffer
  readonly world: World
}

/** A whole branch comes to work behind one address; and a program that guesses does not stop at sixty. */
const failuresOf = { address: { times: 60, seconds: 60 }, member: { times: 10, seconds: 60 } } as const

export function recogniser({ book, secretKey, world }: RecogniserNeeds): Recogniser {
  const ofAddresses = budgetOf(failuresOf.address)
  const ofMembers = budgetOf(failuresOf.member)

  const fail: Recogniser["fail"] = async (staffId, cause, { address, since }) => {
    await book.transaction(async (tx) => {
      const change = await book.admit(tx)
      const at = world.now()
      const member = staffId === null ? null : await change.member(staffId)
      const failed = member && counts(cause) && !isLocked(member, at) ? afterFailure(member, at) : member
      if (failed && failed !== member) await change.save(failed)
      const entry = { chain: chainOf(member), at, address }
      const actor = member ? `staff ${member.staffId}` : "nobody"
      // Of an id that nobody has nothing is kept: it may be a password in the wrong field.
      await change.record({ ...entry, actor, act: "sign-in-failed", body: { cause } })
      if (failed && !isLocked(member ?? failed, at) && isLocked(failed, at))
        await change.record({ ...entry, actor, act: "staff-locked", body: { until: failed.lockedUntil } })
    })
    await world.sleep(Math.max(0, since + saidAfterMs - world.elapsedMs()))
    return { refused: "sign-in-failed" }
  }

  return {
    fail,
    async recognise({ staffId, password, code }, address) {
      const byAddress = await attempt({ budget: ofAddresses, who: networkOf(address) })
      if ("retryAfterMs" in byAddress) return { refused: "too-many-requests", ...byAddress }
      // So many at the same moment that none has been written down yet: as if the account were locked.
      const byMember = await attempt({ budget: ofMembers, who: staffId })
      const member = await book.member(staffId)
      // Always one comparison, whoever it is: the time that it takes tells nothing.
      const isRight = await isPassword(member?.passwordHash ?? null, password)
      const tried: Tried = { address, since: world.elapsedMs() }
      if (!member) return fail(null, "unknown-staff", tried)
      const at = world.now()
      const isThrottled = "retryAfterMs" in byMember
      const cause = isThrottled ? "locked" : causeOf(member, isRight, at)
      if (cause !== null || isThrottled) return fail(staffId, cause ?? "locked", tried)
      const forgive = async () => {
        await byAddress.forgive()
        await byMember.forgive()
      }
      if (member.totpSecret === null) return { member, second: { kind: "none" }, forgive, tried }
      if (code === undefined) {
        await forgive()
        return { refused: "code-needed" }
      }
      const second = secondOf(member, code, at)
      return "cause" in second ? fail(staffId, second.cause, tried) : { member, second, forgive, tried }
    },

    async confirm(change, { member: before, second, forgive }) {
      const member = await change.member(before.staffId)
      if (
        !member ||
        member.passwordHash !== before.passwordHash ||
        causeOf(member, true, world.now()) !== null
      )
        return null
      const cleared: StaffRow = { ...member, failedCount: 0, lockedUntil: null }
      switch (second.kind) {
        case "none":
          if (member.totpSecret !== null) return null
          await forgive()
          return cleared
        case "totp":
          if (second.step <= (member.totpLastStep ?? 0)) return null
          await forgive()
          return { ...cleared, totpLastStep: second.step }
        case "recovery-code":
          if (!member.recoveryCodes.includes(second.digest)) return null
          await forgive()
          return {
            ...cleared,
            recoveryCodes: member.recoveryCodes.filter((digest) => digest !== second.digest),
          }
      }
    },
  }

  function secondOf(member: StaffRow, code: string, at: Instant): Second | { readonly cause: FailureCause } {
    const { staffId, totpSecret, totpLastStep, recoveryCodes } = member
    const step = totpSecret === null ? null : stepOfCode(secretKey, staffId, totpSecret, code, at)
    if (step !== null) {
      if (step <= (totpLastStep ?? 0)) return { cause: "replayed-code" }
      return { kind: "totp", step }
    }
    const digest = digestOfRecoveryCode(code)
    return recoveryCodes.includes(digest) ? { kind: "recovery-code", digest } : { cause: "wrong-code" }
  }
}

/**
 * What is written down of one and not of another takes time as well: each no is said so long after the comparison, which is much
 * longer than the writing.
 */
const saidAfterMs = 60

function causeOf(member: StaffRow, isRight: boolean, at: Instant): FailureCause | null {
  if (member.disabledAt !== null) return "disabled"
  if (isLocked(member, at)) return "locked"
  if (member.passwordHash === null) return "no-password"
  if (!isRight) return "wrong-password"
  if (member.secretUntil !== null && member.secretUntil <= at) return "secret-expired"
  return null
}

/** What shows that somebody guesses. */
function counts(cause: FailureCause): boolean {
  return cause === "wrong-password" || cause === "wrong-code" || cause === "replayed-code"
}

/** Where the auditor looks for it: in the person's branch where there is one, and otherwise in the bank's chain. */
export function chainOf(member: Pick<StaffRow, "grants"> | null): BranchId | "*" {
  const branches = new Set(member?.grants.map(({ branchId }) => branchId))
  const [only] = branches
  return only !== undefined && branches.size === 1 ? only : "*"
}
