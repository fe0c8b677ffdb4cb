import type { AuditExportLine, AuditLine } from "@giliran/contract/audit"
import type { BranchId } from "@giliran/contract/basics"
import type { AuditChain, AuditFound } from "./audit-found.ts"
import type { AuditTable } from "./audit-table.ts"
import { planChanges } from "../rules/plan/plan-changes.ts"

/** A row of either chain, as the auditor reads it. */
export async function lineOf(
  audit: Pick<AuditTable, "planBefore">,
  chain: AuditChain,
  found: AuditFound,
): Promise<AuditLine> {
  const { seq, at, kind } = found
  if (kind === "entry") {
    const { actor, address, act, body } = found
    return { id: `entry ${seq}`, at, actor, address, act, body }
  }
  return {
    id: `event ${seq}`,
    at,
    ...whoAndWhere(found.actor),
    act: found.event.type,
    body: await bodyOf(audit, chain, found),
  }
}

export async function exportLineOf(
  audit: Pick<AuditTable, "planBefore">,
  chain: AuditChain,
  found: AuditFound,
): Promise<AuditExportLine> {
  const { row, previous, hash } = found
  return { ...(await lineOf(audit, chain, found)), row, previous, hash }
}

/** `teller 3f… from 10.0.0.7`, as the event keeps it; a customer has no address. */
function whoAndWhere(written: string): Pick<AuditLine, "actor" | "address"> {
  const [, actor = written, address = ""] = /^(.*) from (\S+)$/.exec(written) ?? []
  return { actor, address }
}

/** Of a plan what changed, and not the whole of it twice. */
async function bodyOf(
  audit: Pick<AuditTable, "planBefore">,
  chain: AuditChain,
  { seq, event }: AuditFound & { readonly kind: "event" },
): Promise<AuditLine["body"]> {
  switch (event.type) {
    case "plan-changed": {
      const before = await audit.planBefore(chain as BranchId, seq)
      return before ? { changed: planChanges(before, event.plan) } : { plan: event.plan }
    }
    case "day-opened":
      return { day: event.day }
    case "forecast-learned":
      return { waits: event.learned.trainedOn }
    default: {
      const { type: _, at: __, ...body } = event
      return body
    }
  }
}
