import { type TestHouse, openHouse } from "../support/house.ts"
import { execFile } from "node:child_process"
import { join, resolve } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { promisify } from "node:util"
import { StaffingAdvice } from "@giliran/contract/advice"
import { BranchId, type BusinessDay, type Instant } from "@giliran/contract/basics"
import { LaneReport } from "@giliran/contract/lane-report"
import { pino } from "pino"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { silent } from "../../server/database/database-log.ts"
import { laneReports } from "../../server/reports/lane-reports.ts"
import { makeLaneReport } from "../../server/reports/make-lane-report.ts"
import { BranchRoom } from "../../server/branch/branch-room.ts"
import { steadyClock } from "../../server/branch/steady-clock.ts"
import { beforeFirstDay } from "../../server/rules/verbs/business-day.ts"
import { businessDayOf } from "../../server/rules/day/opening-hours.ts"
import { realWorld } from "../../server/world.ts"
import { fillDay } from "../bench/fill-day.ts"
import { branchCaller, ticketIn } from "../support/branch-caller.ts"
import { addBranch, noonPlan } from "../support/noon-branch.ts"
import { momentAt, planOf } from "../support/plan-of.ts"
import { type FreshDatabase, freshDatabase } from "../support/postgres.ts"
import { startTestServer } from "../support/server.ts"

const cli = join(resolve(import.meta.dirname, "../.."), "server/cli.ts")

describe("over HTTP and from the command line", () => {
  test("LANE-1: the manager sees what the lane cost so far; nobody else does; the command prints the same", async () => {
    const plan = noonPlan("lane", 1, Date.now())
    const server = await startTestServer({ plans: [plan] })
    try {
      const of = async (role: "manager" | "supervisor" | "teller" | "kiosk") =>
        branchCaller(() => server.url, {
          plan,
          path: "/v1/branches/lane",
          counterIds: ["1"],
          token: await server.token(role, "lane"),
        })
      const manager = await of("manager")
      const take = async (name: "regular" | "priority") =>
        ticketIn(
          await manager.post("/tickets", {
            serviceId: "teller",
            class: name,
            language: "id",
            ...(name === "priority" ? { reason: "known here" } : {}),
          }),
        )
      await manager.post("/counters/1/open", { teller: { id: "dewi", name: "Dewi" } })
      const first = await take("regular")
      const second = await take("regular")
      const third = await take("priority")
      const call = async () => ticketIn(await manager.post("/counters/1/call-next"))
      const done = async (id: string) => {
        await manager.post(`/tickets/${id}/serve`)
        await manager.post(`/tickets/${id}/finish`, { outcome: "done" })
      }
      const called = []
      for (let round = 0; round < 3; round++) {
        const { id } = await call()
        called.push(id)
        await done(id)
      }
      expect(called).toEqual([third.id, first.id, second.id])

      const { day } = JSON.parse((await manager.get("/views/kiosk")).text) as { day: BusinessDay }
      const reply = await manager.get(`/reports/lane/${day}`)
      expect(reply.status).toBe(200)
      const report = LaneReport.parse(JSON.parse(reply.text))
      expect(report).toMatchObject({ branch: "lane", day, isClosed: false, imputed: 0 })
      expect(report.recorded.waits.regular.count).toBe(2)
      expect(report.fidelity).toMatchObject({ sameShare: 1, maxApart: 0 })
      expect(report.withLane.overtakings.regular).toEqual({ count: 2, tickets: 2, worst: 1 })
      expect(report.cost.tickets).toBe(2)
      expect(report.cost.maxExtra).toBeGreaterThan(0)

      const supervisor = await of("supervisor")
      const advice = await supervisor.get("/advice")
      expect(advice.status).toBe(200)
      expect(StaffingAdvice.parse(JSON.parse(advice.text)).advice, "nobody waits").toBeNull()
      for (const role of ["kiosk", "teller"] as const)
        expect((await (await of(role)).get("/advice")).code).toBe("not-allowed")
      expect((await supervisor.get(`/reports/lane/${day}`)).status).toBe(200)

      expect((await (await of("teller")).get(`/reports/lane/${day}`)).code).toBe("not-allowed")
      expect((await (await of("kiosk")).get(`/reports/lane/${day}`)).code).toBe("not-allowed")
      expect((await manager.get("/reports/lane/2020-01-01")).code).toBe("not-found")
      expect((await manager.get("/reports/lane/yesterday")).code).toBe("not-found")

      const run = async (...given: string[]) => {
        const env = { ...process.env, DATABASE_URL: server.databaseUrl }
        try {
          const { stdout } = await promisify(execFile)(process.execPath, [cli, "lane-report", ...given], {
            env,
          })
          return { code: 0, stdout, stderr: "" }
        } catch (error) {
          return error as { code: number; stdout: string; stderr: string }
        }
      }
      const json = await run("--branch", "lane", "--day", day, "--json")
      expect(LaneReport.parse(JSON.parse(json.stdout))).toEqual(report)
      const table = await run("--branch", "lane", "--day", day)
      expect(table.stdout).toMatch(/^The lane cost a regular ticket \d/m)
      expect(table.stdout).toContain("calls came when they really came (to the second): 100.0 % of them")
      const none = await run("--branch", "lane", "--day", "2020-01-01")
      expect(none).toMatchObject({ code: 2, stdout: "" })
      expect(none.stderr).toMatch(/had no business day 2020-01-01/)
      expect((await run("--branch", "lane", "--day", "tomorrow")).stderr).toMatch(/^Say for which day/)
      expect((await run("--branch", "nowhere", "--day", day)).stderr).toMatch(/There is no branch "nowhere"/)
    } finally {
      await server.stop()
    }
  })
})

describe("in the background", () => {
  let database: FreshDatabase
  let ledger: TestHouse
  const log = pino({ level: "silent" })
  const plan = planOf({ branchId: BranchId.parse("malam") })
  const day = "2026-08-24" as BusinessDay

  beforeAll(async () => {
    database = await freshDatabase()
    ledger = await openHouse({ databaseUrl: database.url, dataDir: "", log: silent })
  })

  afterAll(async () => {
    await ledger.close()
    await database.drop()
  })

  const roomAt = async (wall: () => Instant) =>
    BranchRoom.open(beforeFirstDay(plan), {
      ledger,
      log,
      world: realWorld,
      clock: steadyClock({ now: wall, elapsedMs: () => 0 }),
    })

  test("LANE-2: a day's report is kept once the next day began, and a report that fails leaves the branch alone", async () => {
    await addBranch(ledger, plan)
    let wall = momentAt("2026-08-24 10:00", plan.zone)
    const room = await roomAt(() => wall)
    const order = (command: object) =>
      room.submit({
        commandId: null,
        digest: "",
        actor: "test",
        command: command as never,
        respond: ({ decision }) => ({ status: 200, body: JSON.stringify(decision) }),
      })
    for (let count = 0; count < 3; count++)
      await order({
        type: "take-ticket",
        ticketId: String(count).padStart(22, "0"),
        serviceId: "a",
        thenServiceIds: [],
        class: "regular",
        language: "id",
      })
    const reports = laneReports({ ledger, reports: ledger.lane, log, world: realWorld }, 0)
    reports.watch(room)
    wall = momentAt("2026-08-25 00:00:01", plan.zone)
    room.tick()
    await room.idle()
    const kept = await until(() => ledger.lane.find(plan.branchId, day))
    expect(kept).toMatchObject({ day, isClosed: true, imputed: 3, withLane: { neverCalled: 3 } })
    expect(await reports.of(plan.branchId, day)).toEqual(kept)
    await reports.close()

    const warned: unknown[] = []
    const broken: TestHouse = {
      ...ledger,
      dayOf: () => {
        throw new Error("the disk is on fire")
      },
    }
    const failing = laneReports(
      {
        ledger: broken,
        reports: { ...ledger.lane, find: async () => null },
        world: realWorld,
        log: { ...log, warn: (...words: unknown[]) => warned.push(words), info() {} } as never,
      },
      0,
    )
    failing.watch(room)
    await until(() => Promise.resolve(warned.length > 0 ? true : null))
    await expect(failing.of(plan.branchId, day)).rejects.toThrow("on fire")
    await order({
      type: "take-ticket",
      ticketId: "9".repeat(22),
      serviceId: "a",
      thenServiceIds: [],
      class: "regular",
      language: "id",
    })
    expect(room.day.tickets.size).toBe(1)
    await failing.close()
  })

  test("a day of 3,000 tickets is reported in pieces, and whatever else there is to do comes in between", async () => {
    const { plan: busy } = await addBranch(ledger, noonPlan("sibuk", 4, Date.now()))
    const eventCount = await fillDay(ledger, busy, { ticketCount: 3_000, waitingCount: 100 })
    const today = businessDayOf(Date.now() as Instant, busy)
    let breaths = 0
    const world = { ...realWorld, soon: (work: () => void) => (breaths++, realWorld.soon(work)) }
    const report = await makeLaneReport({ ledger, world }, busy.branchId, today)
    expect(report?.withLane.waits.regular.count).toBeGreaterThan(2000)
    // Once each fifty events of a page while it is read, and again and again while it is made: how long each takes, a bench tells.
    expect(breaths).toBeGreaterThan(eventCount / 50 + 10)
  })
})

async function until<Value>(look: () => Promise<Value | null>): Promise<Value> {
  for (const end = performance.now() + 10_000; performance.now() < end; await sleep(20)) {
    const value = await look()
    if (value !== null) return value
  }
  throw new Error("It did not come to pass")
}
