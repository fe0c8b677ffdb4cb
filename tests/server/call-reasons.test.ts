import { BranchId } from "@giliran/contract/basics"
import { TicketReasons } from "@giliran/contract/http-answers"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Caller, callerOf, told } from "../support/caller.ts"
import { minutes, planOf } from "../support/plan-of.ts"
import { type TestServer, startTestServer } from "../support/server.ts"

let server: TestServer
let teller: Caller
let manager: Caller

beforeAll(async () => {
  server = await startTestServer({ plans: [planOf({ branchId: BranchId.parse("uji") })] })
  const callerAs = async (role: "teller" | "manager") =>
    callerOf(server.url, await server.token(role, "uji"), "uji")
  teller = await callerAs("teller")
  manager = await callerAs("manager")
  await teller.post("/counters/1/open", { teller: { id: "dewi", name: "Dewi" } })
  await teller.post("/counters/2/open", { teller: { id: "budi", name: "Budi" } })
})

afterAll(async () => {
  await server.stop()
})

const reasonsOf = async (ticketId: string, caller = manager) => {
  const { status, body } = await caller.get(`/tickets/${ticketId}/reason`)
  expect(status).toBe(200)
  return TicketReasons.parse(body).calls
}

describe("why a ticket was called", () => {
  test("CALL-6: each call with its data and its line, oldest first, undone ones marked", async () => {
    const { ticket: regular } = await teller.take("a")
    const { ticket: care } = await teller.take("a", { class: "care", reason: "elderly" })
    expect(await reasonsOf(care.id)).toEqual([])

    await teller.post("/counters/1/call-next")
    await teller.post(`/tickets/${care.id}/undo-call`)
    await teller.post(`/tickets/${care.id}/call`, { counterId: "2", reason: "Sudah berjanji" })

    const calls = await reasonsOf(care.id)
    expect(calls).toMatchObject([
      {
        counterId: "1",
        tellerId: "dewi",
        reason: {
          rule: "highest-score",
          class: "care",
          headStartMs: minutes(15),
          runnersUp: [{ ticketId: regular.id }],
        },
        why: { en: "Care · waited 0 min, counted as if 15 min earlier" },
        undoneAt: expect.any(Number) as number,
      },
      {
        counterId: "2",
        tellerId: "budi",
        reason: { rule: "by-number", tellerReason: "Sudah berjanji" },
        why: { id: "Dipilih oleh teller: Sudah berjanji", en: "Chosen by the teller: Sudah berjanji" },
        undoneAt: null,
      },
    ])
    expect(calls[0]?.undoneAt).toBeGreaterThanOrEqual(calls[0]?.calledAt ?? Infinity)
    expect(calls[1]?.calledAt).toBeGreaterThanOrEqual(calls[0]?.calledAt ?? Infinity)
    expect(await reasonsOf(regular.id)).toEqual([])
    expect(await reasonsOf(care.id, teller)).toEqual(calls)
  })

  test("is not for a ticket that nobody has", async () => {
    for (const ticketId of ["AAAAAAAAAAAAAAAAAAAAAA", "A001"])
      expect(await manager.get(`/tickets/${ticketId}/reason`)).toMatchObject({
        status: 404,
        body: { code: "unknown-ticket" },
      })
  })

  test("is for tellers and managers: not the greeter's, a screen's, or the customer's own to see", async () => {
    const { ticket, link } = await manager.take("b")
    const path = `/tickets/${ticket.id}/reason`
    for (const role of ["greeter", "kiosk", "display"] as const) {
      const caller = callerOf(server.url, await server.token(role, "uji"), "uji")
      expect(await caller.get(path)).toMatchObject({ status: 403, body: { code: "not-allowed" } })
    }
    const customer = callerOf(server.url, link.split(".").at(-1) ?? "", "uji")
    expect((await customer.get(`/tickets/${ticket.id}`)).status).toBe(200)
    expect(await customer.get(path)).toMatchObject({ status: 403, body: { code: "not-allowed" } })
  })

  test("is in the OpenAPI document", async () => {
    const { body } = await told(`${server.url}/openapi.json`)
    const { get } = body.paths["/v1/branches/{branch}/tickets/{ticket}/reason"]
    expect(get.responses["200"].content["application/json"].schema.properties.calls.type).toBe("array")
  })
})
