import type { Instant } from "@giliran/contract/basics"
import type { CustomerChecked, DirectoryHealth } from "@giliran/contract/http-answers"
import type { Logger } from "pino"
import { attempt, budgetOf } from "../access/budgets.ts"
import type { World } from "../world.ts"
import type { BranchToday, CustomerDirectory } from "./customer-directory.ts"
import { directoryLog } from "./directory-log.ts"
import type { SignedChecks } from "./signed-checks.ts"

/** Asks the directory on a customer's behalf, slowly enough that nobody learns it by guessing. */
export interface CustomerChecks {
  check(asked: CheckAsked): Promise<CustomerChecked | TooMany>
  health(): DirectoryHealth
}

export interface CheckAsked extends BranchToday {
  readonly identifier: string
  /** Whose token it is. */
  readonly caller: string
  readonly now: Instant
}

export interface TooMany {
  readonly retryAfterMs: number
}

export interface CheckNeeds {
  readonly directory: CustomerDirectory
  readonly proofs: SignedChecks
  readonly log: Logger
  readonly world: World
}

/** A customer mistypes now and then; a queue of customers at all kiosks of a branch does not thirty times a minute. */
const failuresOf = {
  caller: { times: 10, seconds: 60 },
  branch: { times: 30, seconds: 60 },
} as const

export function customerChecks({ directory, proofs, log, world }: CheckNeeds): CustomerChecks {
  const answers = directoryLog(world)
  const ofCallers = budgetOf(failuresOf.caller)
  const ofBranches = budgetOf(failuresOf.branch)
  return {
    async check({ identifier, branchId, day, caller, now }) {
      const failed = await attempt(
        { budget: ofCallers, who: `${branchId} ${caller}` },
        { budget: ofBranches, who: branchId },
      )
      if ("retryAfterMs" in failed) return failed
      const startedAt = world.elapsedMs()
      const looked = await directory.lookUp(identifier, { branchId, day })
      answers.write(looked, world.elapsedMs() - startedAt)
      if (looked === "other") return { isPriority: false, why: "unknown" }
      await failed.forgive()
      if (looked === "priority") return { isPriority: true, ...proofs.give(branchId, day, now) }
      log.warn({ cause: looked.failed, branch: branchId }, "the customer directory gave no answer")
      return { isPriority: false, why: "not-now" }
    },
    health: () => ({ directory: directory.kind, ...answers.read() }),
  }
}
