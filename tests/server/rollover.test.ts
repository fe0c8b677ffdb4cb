import { type TestHouse, openHouse } from "../support/house.ts"
import { setTimeout as sleep } from "node:timers/promises"
import type { Instant, TicketId } from "@giliran/contract/basics"
import { BranchId } from "@giliran/contract/basics"
import type { Command } from "@giliran/contract/commands"
import type { Plan } from "@giliran/contract/plan"
import pino from "pino"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { silent } from "../../server/database/database-log.ts"
import { BranchRoom } from "../../server/branch/branch-room.ts"
import { startDayTimer } from "../../server/branch/day-timer.ts"
import { steadyClock } from "../../server/branch/steady-clock.ts"
import { beforeFirstDay } from "../../server/rules/verbs/business-day.ts"
import { realWorld } from "../../server/world.ts"
import { momentAt, planOf } from "../support/plan-of.ts"
import { freshDatabase, type FreshDatabase } from "../support/postgres.ts"

let database: FreshDatabase
let ledger: TestHouse
const stops: (() => void)[] = []

beforeAll(async () => {
  database = await freshDatabase()
  ledger = await openHouse({ databaseUrl: database.url, dataDir: "", log: silent })
})

afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

afterAll(async () => {
  await ledger.close()
  await database.drop()
})

/** A wall clock in the test's hand, and the machine's other clock, which stands still while it sleeps. */
function walled(start: Instant) {
  let wall = start
  let steady = 0
  return {
    clock: steadyClock({ now: () => wall, elapsedMs: () => steady }),
    /** Time goes by. */
    pass(ms: number) {
      wall = (wall + ms) as Instant
      steady += ms
    },
    /** Asleep, or set by hand: only the wall moves. */
    setTo(moment: Instant) {
      wall = moment
    },
  }
}

const everyDay = [1, 2, 3, 4, 5, 6, 7]
let branchCount = 0
let ticketCount = 0

const give = (to: BranchRoom, command: Command) =>
  to.submit({
    commandId: null,
    digest: "",
    actor: "test",
    command,
    respond: ({ decision, day }) => ({ status: 200, body: JSON.stringify({ ...decision, day: day.day }) }),
  })

async function roomAt(wall: string, words: Parameters<typeof planOf>[0] = {}) {
  const plan: Plan = planOf({ ...words, branchId: BranchId.parse(`cabang-${++branchCount}`) })
  const at = (moment: string) => momentAt(moment, plan.zone)
  const hand = walled(at(wall))
  const open = () =>
    BranchRoom.open(beforeFirstDay(plan), {
      ledger,
      clock: hand.clock,
      world: realWorld,
      log: pino({ level: "silent" }),
    })
  const room = await open()
  const take = async (to = room) => {
    const ticketId = String(++ticketCount).padStart(22, "0") as TicketId
    const command: Command = {
      type: "take-ticket",
      ticketId,
      serviceId: plan.services[0]?.id ?? ("" as never),
      thenServiceIds: [],
      class: "regular",
      language: "id",
    }
    const answer = await give(to, command)
    if (typeof answer === "string") throw new Error(answer)
    const { day, events } = JSON.parse(answer.body)
    return `${day} ${events?.[0]?.number}`
  }
  const events = async () =>
    (await ledger.eventsAfter(plan.branchId, 0, 1000)).map(({ day, event }) => `${day} ${event.type}`)
  return { room, hand, at, take, events, reopen: open }
}

describe("a business day", () => {
  test("ends by the clock: open tickets expire, numbers begin again, the first command of the new day is in it", async () => {
    const { hand, take, events } = await roomAt("23:59:58")
    expect(await take()).toBe("2026-08-24 A001")
    expect(await take()).toBe("2026-08-24 A002")
    hand.pass(3_000)
    expect(await take()).toBe("2026-08-25 A001")
    expect(await events()).toEqual([
      "2026-08-24 day-opened",
      "2026-08-24 ticket-taken",
      "2026-08-24 ticket-taken",
      "2026-08-24 ticket-expired",
      "2026-08-24 ticket-expired",
      "2026-08-24 day-closed",
      "2026-08-25 day-opened",
      "2026-08-25 ticket-taken",
    ])
  })

  test("changes by itself, with nobody there", async () => {
    const { room, hand, events } = await roomAt("23:59:58")
    hand.pass(1_950)
    stops.push(startDayTimer(room, realWorld))
    hand.pass(60)
    await room.idle()
    await until(async () => (await events()).includes("2026-08-25 day-opened"))
    expect(room.day.day).toBe("2026-08-25")
  })

  test("tells its screens how it ended before the next one opens", async () => {
    const { room, hand, take } = await roomAt("23:59:58")
    await take()
    const told: string[] = []
    room.onBelieved(({ day, version, events }) =>
      told.push(`${version} ${day.day} ${day.status} ${events.at(-1)?.type}`),
    )
    hand.pass(3_000)
    room.tick()
    await room.idle()
    expect(told).toEqual(["4 2026-08-24 closed day-closed", "5 2026-08-25 open day-opened"])
  })

  test("by its own cut-over hour, not midnight", async () => {
    const { hand, take } = await roomAt("23:59:58", {
      cutOver: "03:00",
      hours: [
        { days: everyDay, from: "03:00", to: "24:00" },
        { days: everyDay, from: "00:00", to: "03:00" },
      ],
    })
    expect(await take()).toBe("2026-08-24 A001")
    hand.pass(3 * 3_600_000)
    expect(await take()).toBe("2026-08-24 A002")
    hand.pass(60_000)
    expect(await take()).toBe("2026-08-25 A001")
  })

  test("is right after the machine slept over midnight, and over a weekend", async () => {
    const { hand, take, at } = await roomAt("17:00:00")
    expect(await take()).toBe("2026-08-24 A001")
    hand.setTo(at("2026-08-25 08:00:00"))
    expect(await take()).toBe("2026-08-25 A001")
    hand.setTo(at("2026-08-31 08:00:00"))
    expect(await take()).toBe("2026-08-31 A001")
  })

  test("does not come back when the clock is set back an hour past midnight", async () => {
    const { hand, take, at, events } = await roomAt("23:59:00")
    await take()
    hand.pass(90_000)
    expect(await take()).toBe("2026-08-25 A001")
    hand.setTo(at("23:00:30"))
    expect(await take()).toBe("2026-08-25 A002")
    hand.pass(59 * 60_000)
    expect(await take()).toBe("2026-08-25 A003")
    hand.pass(2 * 60_000)
    expect(await take()).toBe("2026-08-25 A004")
    expect((await events()).filter((event) => event.endsWith("day-opened"))).toHaveLength(2)
  })

  test("goes on after a restart with a clock that is behind the ledger", async () => {
    const { hand, take, at, reopen } = await roomAt("2026-08-25 00:10:00")
    expect(await take()).toBe("2026-08-25 A001")
    hand.setTo(at("23:10:00"))
    const again = await reopen()
    expect(await take(again)).toBe("2026-08-25 A002")
    expect(again.day.lastAt).toBeGreaterThanOrEqual(at("2026-08-25 00:10:00"))
  })

  test.each([
    ["spring", "2026-03-07 23:30", "2026-03-08"],
    ["autumn", "2026-10-31 23:30", "2026-11-01"],
  ])("has 23 or 25 hours when the clocks change in %s, and is opened once", async (_, wall, day) => {
    const { hand, take, at, events } = await roomAt(wall, { zone: "America/New_York" })
    await take()
    const nextDay = dayAfter(day)
    const length = at(`${nextDay} 00:00`) - at(`${day} 00:00`)
    expect(length).not.toBe(24 * 3_600_000)
    hand.pass(at(`${day} 00:00`) - at(wall))
    expect(await take()).toBe(`${day} A001`)
    hand.pass(length - 1000)
    expect(await take()).toBe(`${day} A002`)
    hand.pass(1000)
    expect(await take()).toBe(`${nextDay} A001`)
    expect((await events()).filter((event) => event === `${day} day-opened`)).toHaveLength(1)
  })

  test("that its plan cannot open leaves the branch closed, and says so", async () => {
    const { room, hand, take, events } = await roomAt("12:00", { cutOver: "03:00" })
    await expect(take()).resolves.toBe("0000-00-00 undefined")
    expect(room.day.status).toBe("before-first")
    hand.pass(86_400_000)
    room.tick()
    await room.idle()
    expect(await events()).toEqual([])
  })

  test("is opened once when two servers see the hour strike", async () => {
    const { hand, take, room, reopen, events } = await roomAt("23:59:58")
    const other = await reopen()
    hand.pass(3_000)
    expect((await Promise.all([take(room), take(other)])).toSorted()).toEqual([
      "2026-08-25 A001",
      "2026-08-25 A002",
    ])
    expect((await events()).filter((event) => event === "2026-08-25 day-opened")).toHaveLength(1)
  })
})

describe("the steady clock", () => {
  const start = momentAt("12:00", "Asia/Jakarta")

  test("follows the wall forward at once", () => {
    const hand = walled(start)
    expect(hand.clock.now()).toBe(start)
    hand.setTo((start + 3_600_000) as Instant)
    expect(hand.clock.now()).toBe(start + 3_600_000)
  })

  test("goes on at half speed while the wall is behind, and meets it", () => {
    const hand = walled(start)
    hand.setTo((start - 3_600_000) as Instant)
    expect(hand.clock.now()).toBe(start)
    hand.pass(3_600_000)
    expect(hand.clock.now()).toBe(start + 1_800_000)
    hand.pass(3_600_000)
    expect(hand.clock.now()).toBe(start + 3_600_000)
    hand.pass(1_000)
    expect(hand.clock.now()).toBe(start + 3_601_000)
  })

  test("starts where the ledger ends", () => {
    const { clock } = walled(start)
    clock.atLeast((start + 5_000) as Instant)
    expect(clock.now()).toBe(start + 5_000)
  })
})

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 5_000; performance.now() < end; await sleep(20))
    if (await isSo()) return
  throw new Error("It did not come to pass")
}

/** The date after this one. */
function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
