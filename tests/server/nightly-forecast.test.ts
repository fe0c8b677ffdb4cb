import { openHouse } from "../support/house.ts"
import { setTimeout as sleep } from "node:timers/promises"
import { BranchId, type BusinessDay, type CounterId, type Instant } from "@giliran/contract/basics"
import type { Command } from "@giliran/contract/commands"
import pino from "pino"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { silent } from "../../server/database/database-log.ts"
import type { Ledger, NewEvent } from "../../server/branch/ledger.ts"
import { BranchRoom } from "../../server/branch/branch-room.ts"
import { nightlyForecast } from "../../server/learning/nightly-forecast.ts"
import { steadyClock } from "../../server/branch/steady-clock.ts"
import { apply } from "../../server/rules/verbs/apply.ts"
import { beforeFirstDay } from "../../server/rules/verbs/business-day.ts"
import { decide } from "../../server/rules/verbs/decide.ts"
import { isRefusal } from "../../server/rules/day/decision.ts"
import { realWorld } from "../../server/world.ts"
import { lots } from "../support/learned-by-heart.ts"
import { tellerOf, ticketIdOf } from "../support/orders.ts"
import { minutes, momentAt, planOf, seconds } from "../support/plan-of.ts"
import { freshDatabase, type FreshDatabase } from "../support/postgres.ts"

let database: FreshDatabase
let ledger: Ledger
const log = pino({ level: "silent" })

beforeAll(async () => {
  database = await freshDatabase()
  ledger = await openHouse({ databaseUrl: database.url, dataDir: "", log: silent })
})

afterAll(async () => {
  await ledger.close()
  await database.drop()
})

describe("the forecast of a branch", () => {
  test("learns from the ledger's past days in the background, once a day, and is there again after a restart", async () => {
    const plan = planOf({ branchId: BranchId.parse("malam") })
    await writePast(plan, ["2026-08-24", "2026-08-25"])
    const openRoom = () =>
      BranchRoom.open(beforeFirstDay(plan), {
        ledger,
        log,
        world: realWorld,
        clock: clockAt(momentAt("2026-08-26 08:00", plan.zone)),
      })
    const room = await openRoom()
    expect(room.day).toMatchObject({ day: "2026-08-26", status: "open", learned: null })
    await learnOnce(room, () => room.day.hasLearned)
    const { learned } = room.day
    expect(learned).toMatchObject({ version: 2, through: "2026-08-25", classes: ["regular"] })
    expect(learned?.trainedOn).toBeGreaterThan(300)
    expect(learned?.serviceSeconds["a"]).toBeGreaterThan(60)
    expect(JSON.stringify(learned).length).toBeLessThan(30_000)

    const again = await openRoom()
    expect(again.day.learned).toEqual(learned)
    const { version } = again
    await learnOnce(again, () => false, 300)
    expect(again.version).toBe(version)
  })

  test("of another server that learned the same night is the one that was first", async () => {
    const plan = planOf({ branchId: BranchId.parse("kembar") })
    await writePast(plan, ["2026-08-24", "2026-08-25"])
    const clock = () => clockAt(momentAt("2026-08-26 08:00", plan.zone))
    const one = await BranchRoom.open(beforeFirstDay(plan), { ledger, log, world: realWorld, clock: clock() })
    const other = await BranchRoom.open(beforeFirstDay(plan), {
      ledger,
      log,
      world: realWorld,
      clock: clock(),
    })
    await Promise.all([
      learnOnce(one, () => one.day.hasLearned),
      learnOnce(other, () => other.day.hasLearned),
    ])
    const events = await ledger.eventsAfter(plan.branchId, 0, 100_000)
    expect(events.filter(({ event }) => event.type === "forecast-learned")).toHaveLength(1)
  })

  test("of a branch with a short past goes on by its plan", async () => {
    const plan = planOf({ branchId: BranchId.parse("muda") })
    const room = await BranchRoom.open(beforeFirstDay(plan), {
      ledger,
      log,
      world: realWorld,
      clock: clockAt(momentAt("2026-08-26 08:00", plan.zone)),
    })
    await learnOnce(room, () => false, 1_000)
    expect(room.day).toMatchObject({ status: "open", learned: null, hasLearned: false })
  })
})

async function learnOnce(room: BranchRoom, isDone: () => boolean, patienceMs = 20_000): Promise<void> {
  const nightly = nightlyForecast({ ledger, log, world: realWorld }, 0)
  nightly.watch(room)
  for (const until = Date.now() + patienceMs; !isDone() && Date.now() < until;) {
    // The room of the server that was second hears of the first one's event by itself in a running server.
    room.hear((await ledger.headSeqs()).get(room.branchId) ?? 0)
    await sleep(20)
  }
  await nightly.close()
  await room.idle()
}

function clockAt(moment: Instant) {
  return steadyClock({ now: () => moment, elapsedMs: () => 0 })
}

/** Days of 250 customers at two counters, as the rules would have made them. */
async function writePast(plan: ReturnType<typeof planOf>, days: readonly string[]): Promise<void> {
  let day = beforeFirstDay(plan)
  let seq = 0
  const draw = lots(7)
  for (const key of days) {
    const events: NewEvent[] = []
    let now = momentAt(`${key} 08:00`, plan.zone)
    const give = (command: Command) => {
      const decision = decide(day, command, now)
      if (isRefusal(decision)) return
      for (const event of decision) {
        day = apply(day, event)
        events.push({ day: day.day, event, commandId: null, actor: "test" })
      }
    }
    const counterIds = ["1", "2"] as CounterId[]
    const doneAt = counterIds.map(() => 0)
    give({ type: "open-day", day: key as BusinessDay, plan })
    for (const [index, counterId] of counterIds.entries())
      give({
        type: "open-counter",
        counterId,
        teller: tellerOf(["dewi", "budi"][index] ?? ""),
        takeOver: false,
      })
    let taken = 0
    for (let nextAt: number = now; taken < 250; now = (now + seconds(5)) as Instant) {
      if (now >= nextAt) {
        const serviceId = plan.services[0]?.id ?? ("" as never)
        const ticketId = ticketIdOf(`${key.slice(-2)}-${++taken}`)
        give({
          type: "take-ticket",
          ticketId,
          serviceId,
          thenServiceIds: [],
          class: "regular",
          language: "id",
        })
        nextAt = now - minutes(1.1) * Math.log(1 - draw())
      }
      for (const [index, counterId] of counterIds.entries()) {
        if (now < (doneAt[index] ?? 0)) continue
        const ticketId = day.counters.get(counterId)?.inHand
        if (ticketId) give({ type: "finish-ticket", ticketId, outcome: "done", callNext: false })
        give({ type: "call-next", counterId })
        const called = day.counters.get(counterId)?.inHand
        if (called) give({ type: "serve-ticket", ticketId: called })
        doneAt[index] = now + seconds(20) - minutes(1.7) * Math.log(1 - draw())
      }
    }
    give({ type: "close-day" })
    const at = now
    for (let from = 0; from < events.length; from += 500) {
      const batch = events.slice(from, from + 500)
      const result = await ledger.append({
        branchId: plan.branchId,
        after: seq,
        at,
        events: batch,
        replies: [],
        tickets: [],
      })
      expect(result.appended).toBe(true)
      seq += batch.length
    }
  }
}
