import { openHouse } from "../support/house.ts"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { silent } from "../../server/database/database-log.ts"
import { type BranchCaller, branchCaller, ticketIn } from "../support/branch-caller.ts"
import { addBranch, noonPlan, type OwnBranch } from "../support/noon-branch.ts"
import { type FreshDatabase, freshDatabase, query } from "../support/postgres.ts"
import { type ServerProcess, startServerProcess } from "../support/server-process.ts"

const tellerCount = 50
const ticketCount = 20
const rounds = 5

describe.each([
  ["one server", 1],
  ["two servers of one PostgreSQL", 2],
])("fifty tellers press call next at once on twenty tickets, on %s", (_, serverCount) => {
  let database: FreshDatabase
  let branch: OwnBranch
  let servers: ServerProcess[]
  let callers: BranchCaller[]

  beforeAll(async () => {
    database = await freshDatabase()
    const ledger = await openHouse({ databaseUrl: database.url, dataDir: "/nowhere", log: silent })
    branch = await addBranch(ledger, noonPlan("fifty", tellerCount, Date.now()))
    await ledger.close()
    servers = await Promise.all(
      Array.from({ length: serverCount }, () => startServerProcess({ databaseUrl: database.url })),
    )
    callers = servers.map(({ url }) => branchCaller(() => url, branch))
    await Promise.all(
      branch.counterIds.map(async (id, index) => {
        const teller = { id: `teller-${id}`, name: `Teller ${id}` }
        const { status, text } = await callerOf(index).post(`/counters/${id}/open`, { teller })
        if (status !== 200) throw new Error(`Counter ${id} does not open: ${text}`)
      }),
    )
  })

  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()))
    await database.drop()
  })

  function callerOf(index: number): BranchCaller {
    const caller = callers[index % callers.length]
    if (!caller) throw new Error("There is no server")
    return caller
  }

  it("calls each ticket once, and tells the other thirty that nobody waits", async () => {
    for (let round = 0; round < rounds; round++) {
      const taken = await Promise.all(
        Array.from({ length: ticketCount }, async (__, index) =>
          ticketIn(await callerOf(index).post("/tickets", { serviceId: "teller" })),
        ),
      )
      expect(new Set(taken.map(({ number }) => number)).size).toBe(ticketCount)

      const presses = await Promise.all(
        branch.counterIds.map((id, index) => callerOf(index).post(`/counters/${id}/call-next`)),
      )
      const called = presses.filter(({ status }) => status === 200).map((reply) => ticketIn(reply).id)
      const refused = presses.filter(({ status }) => status !== 200)
      expect(refused.map(({ status, code }) => `${status} ${code}`)).toEqual(
        Array.from({ length: tellerCount - ticketCount }, () => "409 queue-empty"),
      )
      expect(called.toSorted()).toEqual(taken.map(({ id }) => id).toSorted())

      await Promise.all(
        called.map(async (id, index) =>
          expect(await callerOf(index).post(`/tickets/${id}/no-show`)).toMatchObject({ status: 200 }),
        ),
      )
    }
    const doubles = await query(
      database.url,
      `SELECT body->>'ticketId' FROM "Event" WHERE type = 'ticket-called' GROUP BY 1 HAVING count(*) > 1`,
    )
    expect(doubles).toEqual([])
  })
})
