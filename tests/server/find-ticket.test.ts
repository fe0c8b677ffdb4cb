import { type TestHouse, openHouse } from "../support/house.ts"
import type { BusinessDay, Instant } from "@giliran/contract/basics"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { silent } from "../../server/database/database-log.ts"
import { findTicket, findTicketNamed } from "../../server/privacy/find-ticket.ts"
import { apply } from "../../server/rules/verbs/apply.ts"
import type { BranchDay } from "../../server/rules/day/branch-day.ts"
import { beforeFirstDay } from "../../server/rules/verbs/business-day.ts"
import { at, batchOf, branch, ticketRowOf } from "../support/batches.ts"
import { planOf } from "../support/plan-of.ts"
import { type FreshDatabase, freshDatabase } from "../support/postgres.ts"

let database: FreshDatabase
let ledger: TestHouse

beforeAll(async () => {
  database = await freshDatabase()
  ledger = await openHouse({ databaseUrl: database.url, dataDir: "/nowhere", log: silent })
})

afterAll(async () => {
  await ledger.close()
  await database.drop()
})

describe("the number A042 of two days that are over", () => {
  const mine = branch("lama")
  const days = ["2026-08-24", "2026-08-25"] as BusinessDay[]
  const rows = days.map((day) =>
    ticketRowOf(mine, { day, status: "finished", endedAt: at(1_787_000_090_000) }),
  )
  const nobodyYet: BranchDay = {
    ...beforeFirstDay(planOf({ branchId: mine })),
    status: "open",
    day: "2026-08-26" as BusinessDay,
  }
  const needs = (day: BranchDay | null) => ({
    contacts: ledger.contacts,
    branchId: mine,
    dayNow: async () => day,
  })

  beforeAll(() => ledger.append(batchOf(mine, 0, { tickets: rows })))

  test("is the later one's, in lower case too, as long as today nobody took a number", async () => {
    for (const now of [null, nobodyYet])
      expect(await findTicketNamed(needs(now), "a042", null)).toEqual(rows[1])
  })

  test("is the one of the day that is named, and of no other day or branch", async () => {
    for (const [index, day] of days.entries())
      expect(await findTicketNamed(needs(nobodyYet), "A042", day)).toEqual(rows[index])
    expect(await findTicketNamed(needs(nobodyYet), "A042", "2026-08-23" as BusinessDay)).toBeNull()
    expect(await findTicketNamed(needs(nobodyYet), "A042", nobodyYet.day)).toBeNull()
    expect(
      await findTicketNamed({ ...needs(null), branchId: branch("lain") }, "A042", days[0] ?? null),
    ).toBeNull()
  })

  test("is today's once it was given today, and stands as the ticket stands", async () => {
    const { id, serviceId } = ticketRowOf(mine)
    const now = apply(nobodyYet, {
      type: "ticket-taken",
      at: 1_787_100_000_000 as Instant,
      ticketId: id,
      number: "A042",
      letter: "A",
      count: 42,
      serviceId,
      thenServiceIds: [],
      class: "regular",
      language: "id",
      spot: {
        audience: { for: "service" },
        isFirst: false,
        arrivedAt: at(1_787_100_000_000),
        order: 0,
        tie: 0,
      },
    })
    const found = { id, day: "2026-08-26", number: "A042", status: "waiting", endedAt: null }
    expect(await findTicketNamed(needs(now), "A042", null)).toMatchObject(found)
    expect(await findTicket(needs(now), id)).toMatchObject(found)
    expect(await findTicketNamed(needs(now), "A042", days[0] ?? null)).toEqual(rows[0])
    expect(await findTicketNamed(needs(now), "A043", null)).toBeNull()
  })
})
