import { type TestHouse, joinHouse } from "../support/house.ts"
import { afterEach, beforeEach, expect, test } from "vitest"
import { DatabaseAway } from "../../server/database/database.ts"
import { answerTo, at, batchOf, branch } from "../support/batches.ts"
import { type CuttableLine, cuttableLine } from "../support/cuttable-line.ts"
import { planOf } from "../support/plan-of.ts"
import { type FreshDatabase, freshDatabase, query } from "../support/postgres.ts"

const mine = branch("bandung")
let database: FreshDatabase
let line: CuttableLine
let ledger: TestHouse
/** Beside the line. */
let other: TestHouse

beforeEach(async () => {
  database = await freshDatabase()
  line = await cuttableLine(database.url)
  ledger = joinHouse(line.url)
  other = joinHouse(database.url)
  await ledger.append(batchOf(mine, 0)) // the connection is open
})
afterEach(async () => {
  line.mend()
  await Promise.all([ledger.close(), other.close()])
  await line.close()
  await database.drop()
})

const eventsNow = () => other.eventsAfter(mine, 0, 100)

test("the answer is lost after the batch was written: it is found again, and not written twice", async () => {
  line.loseNextAnswer()
  expect(await ledger.append(batchOf(mine, 1, { commandId: "lost" }))).toEqual({ appended: true })
  expect((await eventsNow()).map(({ commandId }) => commandId === "lost")).toEqual([false, true])
})

test("the same for a refusal alone", async () => {
  line.loseNextAnswer()
  const refusal = batchOf(mine, 1, { events: [], replies: [answerTo("lost", { status: 409 })] })
  expect(await ledger.append(refusal)).toEqual({ appended: true })
})

test("the connection is lost before a batch that another server overtakes: stale, and not taken for its own", async () => {
  await line.cut()
  const late = ledger.append(batchOf(mine, 1, { commandId: "late" }))
  await other.append(batchOf(mine, 1, { commandId: "quick" }))
  line.mend()
  expect(await late).toEqual({ appended: false, cause: "stale" })
  expect((await eventsNow()).at(-1)?.commandId).toBe("quick")
})

test("an answer is lost and another server wrote the same command meanwhile: answered, and not taken for its own", async () => {
  await line.cut()
  const late = ledger.append(batchOf(mine, 1, { events: [], replies: [answerTo("both", { body: "mine" })] }))
  await other.append(batchOf(mine, 1, { events: [], replies: [answerTo("both", { body: "theirs" })] }))
  line.mend()
  expect(await late).toEqual({ appended: false, cause: "answered" })
})

test("a short outage is waited out, by writers and readers", async () => {
  await line.cut()
  const append = ledger.append(batchOf(mine, 1))
  const read = ledger.repliesOf(mine, ["x"])
  setTimeout(() => line.mend(), 500)
  expect(await append).toEqual({ appended: true })
  expect(await read).toEqual(new Map())
})

test.each([
  ["closed", (cable: CuttableLine) => cable.cut(), "no"],
  ["silent", async (cable: CuttableLine) => cable.hang(), "unknown"],
])(
  "a database that stays away, its line %s: refused within about two seconds, and well again after",
  async (_, breakIt, wasWritten) => {
    await breakIt(line)
    const started = performance.now()
    const refused = await Promise.allSettled([
      ledger.append(batchOf(mine, 1)),
      ledger.append(batchOf(branch("other"), 0)),
      ledger.keys.find("0"),
      ledger.plans.save({ id: mine, name: "Bandung", createdAt: at(1), plan: planOf() }),
    ])
    expect(performance.now() - started).toBeLessThan(4000)
    for (const result of refused) {
      expect(result.status === "rejected" && result.reason).toBeInstanceOf(DatabaseAway)
    }
    expect(refused[0]?.status === "rejected" && refused[0].reason).toMatchObject({
      name: "DatabaseAway",
      wasWritten,
    })
    expect(await ledger.database.isReady()).toBe(false)
    line.mend()
    await line.cut()
    line.mend()
    expect(await eventsNow()).toHaveLength(1)
    expect(await ledger.append(batchOf(mine, 1))).toEqual({ appended: true })
    expect(await ledger.database.isReady()).toBe(true)
  },
)

test("a database that takes no writes refuses, reads on, and is well again after", async () => {
  const name = new URL(database.url).pathname.slice(1)
  const readOnly = (word: "on" | "off") =>
    query(database.url, `ALTER DATABASE ${name} SET default_transaction_read_only = ${word}`)
  await readOnly("on")
  await line.cut() // the setting holds for new connections
  line.mend()
  await expect(ledger.append(batchOf(mine, 1))).rejects.toMatchObject({
    name: "DatabaseAway",
    wasWritten: "no",
  })
  expect(await ledger.eventsAfter(mine, 0, 10)).toHaveLength(1)
  await query(
    database.url,
    `BEGIN READ WRITE; ALTER DATABASE ${name} SET default_transaction_read_only = off; COMMIT`,
  )
  await line.cut()
  line.mend()
  expect(await ledger.append(batchOf(mine, 1))).toEqual({ appended: true })
})
