import { useHouse } from "./house.ts"
import type { BranchId } from "@giliran/contract/basics"
import type { Plan } from "@giliran/contract/plan"
import type { BranchInBrowser } from "./open-pages.ts"

/** Changes the demo branch's plan, as its manager does by the API. */
export async function changePlanOf(branch: BranchInBrowser, change: (plan: Plan) => object): Promise<void> {
  const { token } = await useHouse(branch.databaseUrl, (ledger) =>
    ledger.grant(
      { role: "manager", branchId: "demo" as BranchId, label: "test manager" },
      { actor: "test", address: "here" },
    ),
  )
  const address = `${branch.server.url}/v1/branches/demo/plan`
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" }
  const { plan } = (await (await fetch(address, { headers })).json()) as { plan: Plan }
  const answer = await fetch(address, {
    method: "PUT",
    headers,
    body: JSON.stringify({ plan: { ...plan, ...change(plan) } }),
  })
  if (!answer.ok) throw new Error(`The plan is refused: ${await answer.text()}`)
}
