import { randomBytes } from "node:crypto"
import type { ApproveDeviceBody } from "@giliran/contract/devices"
import type { BranchId, CounterId, Instant } from "@giliran/contract/basics"
import type { AuditTable } from "../audit/audit-table.ts"
import type { Transact } from "../database/tx.ts"
import type { DeviceRow, DeviceTable } from "./device-table.ts"
import { attempt, budgetOf } from "../access/budgets.ts"
import { actorOf, type Caller } from "../access/caller.ts"
import { isFreshlyProved } from "../access/fresh-proof.ts"
import { digestOf } from "../access/tokens.ts"
import { may } from "../access/may.ts"
import { roles } from "../access/roles.ts"

export interface Approving {
  readonly caller: Caller
  readonly address: string
  readonly branchId: BranchId
}

export type Approved = { readonly device: DeviceRow } | NotApproved

export type NotApproved =
  /** Neutral: which of the reasons it was, the auditor reads. */
  | { readonly refused: "pairing-refused" }
  /** The same person may, after signing in again. */
  | { readonly refused: "fresh-sign-in-needed" }
  | { readonly refused: "too-many-requests"; readonly retryAfterMs: number }
  | { readonly refused: "unknown-counter" }
  /** Only a counter's PC stands at a counter. */
  | { readonly refused: "no-counter-of-its-own" }

/** A manager, freshly signed in, gives a screen that shows a code to the branch. */
export interface DeviceApproval {
  /** Null when the caller may try a code here; else why not, written down. */
  refuseCaller(approving: Approving): Promise<NotApproved | null>
  approve(approving: Approving, body: ApproveDeviceBody, by: ApprovedBy): Promise<Approved>
}

interface ApprovedBy {
  readonly isCounter: (counterId: CounterId) => boolean
  /** The transaction in which the screen becomes the branch's. */
  readonly transact: Transact
}

export interface ApprovalNeeds {
  readonly devices: DeviceTable
  readonly audit: Pick<AuditTable, "recordAct">
  readonly now: () => Instant
}

const tries = { times: 5, seconds: 300 } as const

type Why =
  | "not-a-manager-here"
  | "not-a-person"
  | "stale-session"
  | "unknown-code"
  | "expired-code"
  | "used-code"

export function deviceApproval({ devices, audit, now }: ApprovalNeeds): DeviceApproval {
  const budget = budgetOf(tries)
  const begin = (caller: Caller) => attempt({ budget, who: actorOf(caller) })

  const entryOf = ({ caller, address, branchId }: Approving) => ({
    chain: branchId,
    at: now(),
    actor: actorOf(caller),
    address,
  })
  const writeDown = async (approving: Approving, why: Why) => {
    // Anybody can make up a ticket's secret: a chain that grows by those would tell nobody anything.
    if (approving.caller.kind === "customer") return
    await audit.recordAct({ ...entryOf(approving), act: "pairing-refused", body: { why } })
  }

  return {
    async refuseCaller(approving) {
      const { caller, branchId } = approving
      const why: Why | null = !may(caller, "manage-devices", { branchId })
        ? "not-a-manager-here"
        : caller.kind !== "staff"
          ? "not-a-person"
          : !isFreshlyProved(caller, now())
            ? "stale-session"
            : null
      if (why === null) return null
      const tried = await begin(caller)
      if ("retryAfterMs" in tried) return { refused: "too-many-requests", ...tried }
      await writeDown(approving, why)
      return { refused: why === "stale-session" ? "fresh-sign-in-needed" : "pairing-refused" }
    },

    async approve(approving, { code, name, counterId = null }, { isCounter, transact }) {
      const tried = await begin(approving.caller)
      if ("retryAfterMs" in tried) return { refused: "too-many-requests", ...tried }
      const refuse = async (why: Why): Promise<NotApproved> => {
        await writeDown(approving, why)
        return { refused: "pairing-refused" }
      }
      const found = await devices.findPairing("userDigest", digestOf(code))
      if (!found) return refuse("unknown-code")
      if (found.deviceId !== null) return refuse("used-code")
      if (now() >= found.until) return refuse("expired-code")
      // The code was right, whatever else was not.
      await tried.forgive()
      if (counterId !== null && !roles[found.kind].hasCounter) return { refused: "no-counter-of-its-own" }
      if (counterId !== null && !isCounter(counterId)) return { refused: "unknown-counter" }

      const { deviceDigest, kind } = found
      const deviceId = randomBytes(12).toString("base64url")
      const { branchId, caller } = approving
      const at = now()
      const approvedBy = actorOf(caller)
      const approved = { deviceDigest, deviceId, branchId, name, counterId, at, approvedBy }
      const body = { deviceId, kind, name, counterId }
      const entry = { ...entryOf(approving), act: "device-paired", body } as const
      const device = await transact((tx) => devices.approve(tx, approved, entry))
      // Two managers at the same moment: the code was the other's.
      return device ? { device } : refuse("used-code")
    },
  }
}
