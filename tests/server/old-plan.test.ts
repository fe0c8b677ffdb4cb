import { BranchId } from "@giliran/contract/basics"
import { PlanHealth } from "@giliran/contract/http-answers"
import { expect, test } from "vitest"
import { callerOf } from "../support/caller.ts"
import { minutes, planOf } from "../support/plan-of.ts"
import { startTestServer } from "../support/server.ts"

test("PLAN-4: a branch whose stored plan would not be accepted now is open all the same, and says so loudly", async () => {
  const branchId = BranchId.parse("lama")
  const classes = { regular: { headStartMs: minutes(1) }, priority: { headStartMs: 0 }, care: {} }
  const server = await startTestServer({ plans: [planOf({ branchId, classes })] })
  try {
    const manager = callerOf(server.url, await server.token("manager", branchId), branchId)
    expect((await manager.take("a")).ticket.number).toBe("A001")
    const problem = expect.stringMatching(/^class priority would be worth less than regular/) as string
    expect(PlanHealth.parse((await manager.get("/health/plan")).body)).toMatchObject({ problem })
    expect(server.output()).toMatch(/"level":50[^\n]*the plan must be mended/)
    const { plan } = (await manager.get("/plan")).body
    expect(await manager.put("/plan", { plan })).toMatchObject({
      status: 400,
      body: { code: "plan-invalid" },
    })
    const mended = planOf({ branchId })
    expect((await manager.put("/plan", { plan: mended })).status).toBe(200)
    expect((await manager.get("/health/plan")).body).toEqual({ problem: null, warnings: [] })
  } finally {
    await server.stop()
  }
})
