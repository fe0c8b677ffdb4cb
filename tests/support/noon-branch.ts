import { type TestHouse } from "./house.ts"
import { BranchId, type Instant } from "@giliran/contract/basics"
import type { Plan } from "@giliran/contract/plan"
import { planOf } from "./plan-of.ts"

/** A branch of five services, open round the clock, at noon: no test or bench is cut by the end of a business day. */
export function noonPlan(branchId: string, counterCount: number, now: number): Plan {
  const services = { teller: "A", service: "B", loan: "C", card: "D", priority: "P" }
  const counterIds = Array.from({ length: counterCount }, (_, index) => String(index + 1))
  return planOf({
    branchId: BranchId.parse(branchId),
    name: branchId,
    zone: noonZone(now),
    services,
    counters: Object.fromEntries(counterIds.map((id) => [id, Object.keys(services)])),
  })
}

export interface OwnBranch {
  readonly plan: Plan
  /** A manager's. */
  readonly token: string
  /** `/v1/branches/{branch}`. */
  readonly path: string
  readonly counterIds: readonly string[]
}

/** Writes the branch into a ledger that no server has open. */
export async function addBranch(ledger: TestHouse, plan: Plan): Promise<OwnBranch> {
  const { branchId } = plan
  const createdAt = Date.now() as Instant
  await ledger.plans.save({ id: branchId, name: plan.name, createdAt, plan })
  const key = { role: "manager", branchId, label: "test" } as const
  const { token } = await ledger.grant(key, { actor: "test", address: "here" })
  return {
    plan,
    token,
    path: `/v1/branches/${branchId}`,
    counterIds: plan.counters.map(({ id }) => id),
  }
}

/** The zone in which it is about noon now. The names of `Etc` count westwards. */
function noonZone(now: number): string {
  const hoursToNoon = 12 - new Date(now).getUTCHours()
  return hoursToNoon === 0 ? "UTC" : `Etc/GMT${hoursToNoon > 0 ? "-" : "+"}${Math.abs(hoursToNoon)}`
}
