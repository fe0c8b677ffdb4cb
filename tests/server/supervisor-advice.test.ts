import { useHouse } from "../support/house.ts"
import { StaffingAdvice } from "@giliran/contract/advice"
import type { KeyRole } from "@giliran/contract/access"
import { BranchId, type Instant } from "@giliran/contract/basics"
import { CounterView } from "@giliran/contract/counter-view"
import { pino } from "pino"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { configFrom, isMistaken } from "../../server/config/config.ts"
import { staffingAdvices } from "../../server/reports/staffing-advices.ts"
import { startServer } from "../../server/start-server.ts"
import { realWorld } from "../../server/world.ts"
import { callerOf } from "../support/caller.ts"
import { at, given } from "../support/given.ts"
import { counterOpened, counterPaused, ticketTaken } from "../support/happenings.ts"
import { joinLive } from "../support/live-screen.ts"
import { minutes, momentAt, planOf } from "../support/plan-of.ts"
import { freshDatabase } from "../support/postgres.ts"
import { secretEnv } from "../support/secret-env.ts"

const branch = BranchId.parse("ramai")
const counters = { 1: ["a"], 2: ["a"], 3: ["b"] }

describe("the advice in a supervisor's counter view", () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>
  let server: Awaited<ReturnType<typeof startServer>>
  let jumpedMs = 0
  const start = momentAt("08:00", "Asia/Jakarta")
  const begun = performance.now()
  const now = () => (start + jumpedMs + Math.floor(performance.now() - begun)) as Instant

  const tokenOf = (role: KeyRole) =>
    useHouse(database.url, async (ledger) => {
      const maker = { actor: "test", address: "here" }
      return (await ledger.grant({ role, branchId: branch, label: role }, maker)).token
    })
  const as = async (role: KeyRole) => callerOf(server.url, await tokenOf(role), branch)

  const screenOf = async (role: KeyRole) =>
    joinLive(server.url, { token: await tokenOf(role), view: "counter", branch, counter: "1" })

  beforeAll(async () => {
    database = await freshDatabase()
    await useHouse(database.url, (ledger) =>
      ledger.plans.save({
        id: branch,
        name: "Ramai",
        plan: planOf({ branchId: branch, counters }),
        createdAt: start,
      }),
    )
    const config = configFrom({ ...secretEnv, PORT: "0", DATABASE_URL: database.url })
    if (isMistaken(config)) throw new Error("The test's own environment is mistaken")
    server = await startServer({
      config,
      log: pino({ level: "error" }),
      world: { ...realWorld, now },
    })
    const teller = await as("teller")
    await teller.post("/counters/1/open", { teller: { id: "dewi", name: "Dewi" } })
    for (let customer = 0; customer < 24; customer++) {
      await teller.take("a")
      jumpedMs += minutes(1)
    }
  })

  afterAll(async () => {
    await server?.stop()
    await database?.drop()
  })

  test("ADVICE-3: supervisors and managers see it with its range and since when; tellers and greeters never", async () => {
    const [supervisor, manager, teller, greeter] = await Promise.all([
      screenOf("supervisor"),
      screenOf("manager"),
      screenOf("teller"),
      screenOf("greeter"),
    ])
    const { advice } = CounterView.parse(await supervisor.until((view) => view.advice !== null))
    expect(advice).toMatchObject({ act: "open", counterId: "2" })
    expect(advice?.since).toBeGreaterThan(start)
    expect(advice?.until).toBeGreaterThanOrEqual((advice?.since ?? 0) + minutes(20))
    expect(advice?.words.en).toMatch(/^Open counter 2 now: .* falls from \d+ to \d+ min \(\d+–\d+\)\.$/)
    expect((await manager.until((view) => view.advice !== null)).advice).toEqual(advice)

    // The same by HTTP, and the same counter for who may not see it.
    const asked = CounterView.parse((await (await as("supervisor")).get("/views/counter?counter=1")).body)
    expect(asked.advice).toEqual(advice)
    const told = StaffingAdvice.parse((await (await as("supervisor")).get("/advice")).body)
    expect(told).toMatchObject({ advice: { act: "open", counterId: "2" }, since: advice?.since })
    await (await as("teller")).post("/counters/1/call-next")
    await teller.until((view) => view.ticket !== null)
    await supervisor.until((view) => view.ticket !== null && view.advice !== null)
    for (const screen of [teller, greeter])
      expect(screen.views.every((view) => view.advice === null)).toBe(true)
    const own = await (await as("teller")).get("/views/counter?counter=1")
    expect(CounterView.parse(own.body).advice).toBeNull()
    for (const screen of [supervisor, manager, teller, greeter]) screen.close()
  })
})

describe("staffing advices", () => {
  const rush = Array.from({ length: 24 }, (_, index) => [
    at(`08:${String(index).padStart(2, "0")}`),
    ticketTaken(`A${index + 1}`),
  ]).flat()
  const story = given(planOf({ counters }), counterOpened("1"), ...rush)
  const log = pino({ level: "silent" })

  /** A branch whose clock stands where it is put. */
  const branchAt = (day: typeof story.day) => ({
    branchId: branch,
    day,
    time: story.now as number,
    now: () => 0 as Instant,
  })
  const living = (day = story.day) => {
    const room = branchAt(day)
    room.now = () => room.time as Instant
    return room
  }

  test("ADVICE-3: nobody waits for it: nothing is shown until it is there, and that is told", async () => {
    const advices = staffingAdvices({ log, world: realWorld })
    const room = living()
    const news = newsOf(advices)
    expect(advices.shown(room)).toBeNull()
    await news
    expect(advices.shown(room)).toMatchObject({ act: "open", counterId: "2", since: room.time })
    await advices.close()
  })

  test("ADVICE-3: since when it holds is kept while the same is advised, and begins anew when nobody looked", async () => {
    const advices = staffingAdvices({ log, world: realWorld })
    const room = living()
    await advices.of(room)
    const begun = room.time
    for (let again = 0; again < 3; again++) {
      room.time += 30_000
      expect((await advices.of(room)).since).toBe(begun)
    }
    room.time += minutes(5)
    expect(advices.shown(room), "what nobody looked at for minutes").toBeNull()
    expect((await advices.of(room)).since).toBe(room.time)
    // Another thing to do: its own beginning.
    room.time += 30_000
    room.day = story.and(counterOpened("2"), counterPaused("2")).day
    expect(await advices.of(room)).toMatchObject({ advice: { act: "resume" }, since: room.time })
    await advices.close()
  })

  test("ADVICE-3: however many ask at once it is worked out once", async () => {
    const advices = staffingAdvices({ log, world: realWorld })
    const room = living()
    const answers = await Promise.all(Array.from({ length: 20 }, () => advices.of(room)))
    expect(new Set(answers).size).toBe(1)
    await advices.close()
  })

  test("ADVICE-3: others work in between: the event loop is never held for long", async () => {
    const advices = staffingAdvices({ log, world: realWorld })
    await advices.of(living())
    let longestMs = 0
    let last = performance.now()
    const heart = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - last)
      last = performance.now()
    }, 1)
    await staffingAdvices({ log, world: realWorld }).of(living())
    clearInterval(heart)
    expect(longestMs).toBeLessThan(40)
    await advices.close()
  })
})

const newsOf = (advices: ReturnType<typeof staffingAdvices>) =>
  new Promise<void>((resolve) => {
    const stop = advices.onNews(() => {
      stop()
      resolve()
    })
  })
