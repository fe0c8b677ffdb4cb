import { pinLength } from "@giliran/contract/written-forms"
import { randomInt } from "node:crypto"
import type { BranchId, Instant } from "@giliran/contract/basics"
import type { AuditTable } from "../audit/audit-table.ts"
import type { Transact } from "../database/tx.ts"
import type { SettingsPinTable } from "./settings-pin-table.ts"
import { attempt, budgetOf } from "../access/budgets.ts"
import { actorOf, type Caller } from "../access/caller.ts"
import { hashOfPassword, isPassword } from "../staff/passwords.ts"

/** The PIN behind which staff set a machine of the branch. */
export interface SettingsPin {
  isSet(branchId: BranchId): Promise<boolean>
  /** Null when it is right; written down either way. Throws `DatabaseAway`. */
  refusal(asking: Asking, typed: string): Promise<PinRefused | null>
  /** A new one in the place of the last, told this once. Throws `DatabaseAway`. */
  renew(by: By, transact: Transact): Promise<string>
}

export interface Asking {
  readonly caller: Caller
  readonly address: string
  readonly branchId: BranchId
}

/** Who gives the branch another PIN, and where from. */
export interface By {
  readonly branchId: BranchId
  readonly actor: string
  readonly address: string
}

export type PinRefused =
  | { readonly refused: "pin-not-set" }
  | { readonly refused: "pin-wrong" }
  | { readonly refused: "too-many-requests"; readonly retryAfterMs: number }

/** In vain, at one machine, and at all of a branch: a million PINs are never tried. */
const tries = { times: 5, seconds: 300 } as const
const triesOfBranch = { times: 20, seconds: 300 } as const

export interface SettingsPinNeeds {
  readonly pins: SettingsPinTable
  readonly audit: Pick<AuditTable, "recordAct">
  readonly now: () => Instant
}

export function settingsPin({ pins, audit, now }: SettingsPinNeeds): SettingsPin {
  const byMachine = budgetOf(tries)
  const byBranch = budgetOf(triesOfBranch)

  return {
    isSet: async (branchId) => (await pins.hashOf(branchId)) !== null,

    async refusal({ caller, address, branchId }, typed) {
      const actor = actorOf(caller)
      const tried = await attempt(
        { budget: byMachine, who: `${branchId} ${actor}` },
        { budget: byBranch, who: branchId },
      )
      if ("retryAfterMs" in tried) return { refused: "too-many-requests", ...tried }
      const hash = await pins.hashOf(branchId)
      if (hash === null) {
        await tried.forgive()
        return { refused: "pin-not-set" }
      }
      const entry = { chain: branchId, at: now(), actor, address }
      if (!(await isPassword(hash, typed))) {
        await audit.recordAct({ ...entry, act: "settings-refused", body: {} })
        return { refused: "pin-wrong" }
      }
      await tried.forgive()
      await audit.recordAct({ ...entry, act: "settings-opened", body: {} })
      return null
    },

    renew: (by, transact) => renewPin({ pins, transact }, by, now()),
  }
}

/** At the command line as well: nobody chooses it, so nobody chooses a birthday. */
export async function renewPin(
  { pins, transact }: { readonly pins: SettingsPinTable; readonly transact: Transact },
  { branchId, actor, address }: By,
  at: Instant,
): Promise<string> {
  const pin = String(randomInt(10 ** pinLength)).padStart(pinLength, "0")
  const entry = { chain: branchId, at, actor, address, act: "settings-pin-set", body: {} } as const
  const hash = await hashOfPassword(pin)
  await transact((tx) => pins.set(tx, branchId, hash, entry))
  return pin
}
