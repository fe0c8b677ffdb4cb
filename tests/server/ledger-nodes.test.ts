import { type TestHouse, openHouse } from "../support/house.ts"
import { afterAll, beforeAll, expect, test } from "vitest"
import type { Hint } from "../../server/branch/ledger.ts"
import { silent } from "../../server/database/database-log.ts"
import { at, batchOf, branch } from "../support/batches.ts"
import { planOf } from "../support/plan-of.ts"
import { type FreshDatabase, freshDatabase, query } from "../support/postgres.ts"

let database: FreshDatabase
let here: TestHouse
let there: TestHouse

beforeAll(async () => {
  database = await freshDatabase()
  const open = () => openHouse({ databaseUrl: database.url, dataDir: "/nowhere", log: silent })
  ;[here, there] = await Promise.all([open(), open()])
  await here.plans.save({ id: branch("bandung"), name: "Bandung", createdAt: at(1), plan: planOf() })
})
afterAll(async () => {
  await Promise.all([here.close(), there.close()])
  await database.drop()
})

test("two servers racing on the same branch: every seq is written once, and each loser is told", async () => {
  const written = { here: 0, there: 0 }
  const race = async (ledger: TestHouse, name: keyof typeof written) => {
    let after = 0
    while (after < 200) {
      const { appended } = await ledger.append(batchOf(branch("raced"), after))
      if (appended) written[name]++
      after += appended ? 1 : (await ledger.eventsAfter(branch("raced"), after, 1000)).length
    }
  }
  await Promise.all([race(here, "here"), race(there, "there")])
  const events = await here.eventsAfter(branch("raced"), 0, 1000)
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
  expect(written.here + written.there).toBe(events.length)
})

test("the same command at two servers at once is carried out by one", async () => {
  for (let after = 0; after < 30; after++) {
    const batch = () => batchOf(branch("twice"), after, { commandId: `c-${after}` })
    const results = await Promise.all([here.append(batch()), there.append(batch())])
    expect(results.filter(({ appended }) => appended).length, `round ${after}`).toBe(1)
  }
})

test("a server hears what the other wrote, and not its own voice", async () => {
  const heard: Record<"here" | "there", Hint[]> = { here: [], there: [] }
  const stops = [here.onHint((hint) => heard.here.push(hint)), there.onHint((hint) => heard.there.push(hint))]
  await expect.poll(() => listeners(database.url)).toBe(2)
  heard.here = []
  heard.there = []
  await here.append(batchOf(branch("bandung"), 0))
  await here.append(batchOf(branch("bandung"), 1))
  await expect.poll(() => heard.there.at(-1)).toEqual({ branchId: "bandung", seq: 2 })
  expect(heard.here).toEqual([])
  for (const stop of stops) stop()
})

test("after its line was cut a server is told where every branch stands", async () => {
  const heard: Hint[] = []
  const stop = there.onHint((hint) => heard.push(hint))
  await query(
    database.url,
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'giliran hints'",
  )
  const [head] = await there.eventsAfter(branch("bandung"), 0, 1000).then((events) => events.slice(-1))
  await here.append(batchOf(branch("bandung"), head?.seq ?? 0))
  await expect
    .poll(() => heard.at(-1), { timeout: 5000 })
    .toEqual({ branchId: "bandung", seq: (head?.seq ?? 0) + 1 })
  stop()
})

async function listeners(url: string): Promise<number> {
  const rows = await query(
    url,
    "SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'giliran hints' AND query LIKE 'LISTEN%'",
  )
  return rows.length
}
