import { PlanAnswer } from "@giliran/contract/http-answers"
import { ChangePlanBody } from "@giliran/contract/commands"
import type { Plan } from "@giliran/contract/plan"
import { type BranchApi, expectGood } from "./branch-api.ts"

/** Changes the branch's plan so that a day with this many tellers at once fits in: the branch's own services stay. */
export async function prepareBranch(api: BranchApi, counterCount: number): Promise<void> {
  const { plan } = PlanAnswer.parse(expectGood(await api.get("/plan"), "reading the branch's plan"))
  expectGood(await api.put("/plan", { plan: roomy(plan, counterCount) }), "changing the branch's plan")
}

function roomy(plan: Plan, counterCount: number): Plan {
  const serviceIds = plan.services.map(({ id }) => id)
  const ids = new Set<string>(plan.counters.map(({ id }) => id))
  for (let no = 1; ids.size < counterCount; no++) ids.add(String(no))
  return ChangePlanBody.parse({
    plan: {
      ...plan,
      hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: "00:00", to: "24:00" }],
      isTakingPaused: false,
      services: plan.services.map(({ dailyLimit: _limit, hours: _hours, ...service }) => ({
        ...service,
        isPaused: false,
      })),
      counters: Array.from(ids, (id) => ({ id, serviceIds })),
    },
  }).plan
}
