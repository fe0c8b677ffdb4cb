import { useHouse } from "../support/house.ts"
import { setTimeout as sleep } from "node:timers/promises"
import { BranchId, type Instant } from "@giliran/contract/basics"
import type { DeviceAnswer } from "@giliran/contract/devices"
import type { HealthReport } from "@giliran/contract/device-health"
import { CounterView } from "@giliran/contract/counter-view"
import { pino } from "pino"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { deviceHealth } from "../../server/health/device-health.ts"
import type { DeviceHealthTable } from "../../server/health/device-health-table.ts"
import { realWorld } from "../../server/world.ts"
import { callerOf } from "../support/caller.ts"
import { pairedDevice } from "../support/device.ts"
import { joinLive } from "../support/live-screen.ts"
import { planOf } from "../support/plan-of.ts"
import { startTestServer, type TestServer } from "../support/server.ts"

const branch = BranchId.parse("uji")
let server: TestServer
/** Another server of the same bank. */
let other: TestServer

beforeAll(async () => {
  server = await startTestServer({ plans: [planOf({ branchId: branch })] })
  other = await startTestServer({ databaseUrl: server.databaseUrl })
})

afterAll(async () => {
  await other?.stop()
  await server?.stop()
})

const muted = { sound: { status: "muted" } } as const
const troublesOf = ({ troubles }: Pick<CounterView, "troubles">, name: string) =>
  troubles.find((device) => device.name === name)?.troubles.map(({ words }) => words.id)

async function display(name: string, url = server.url) {
  const { paired } = await pairedDevice(server, "display", { branch, name })
  const screen = await joinLive(url, { token: paired.token, view: "display", branch })
  return {
    deviceId: paired.deviceId,
    report: (report: unknown) => screen.socket.emit("health", report),
    close: () => screen.close(),
  }
}

async function untilSo<Value>(look: () => Promise<Value>, isSo: (value: Value) => boolean): Promise<Value> {
  for (const end = performance.now() + 20_000; ; await sleep(200)) {
    const value = await look()
    if (isSo(value)) return value
    if (performance.now() > end) throw new Error(`It never came to be so: ${JSON.stringify(value)}`)
  }
}

function caller(deviceId: string) {
  return { kind: "device", role: "display", branchId: branch, deviceId, counterId: null } as const
}

describe("a display that is muted", () => {
  test("is named in a supervisor's view at once, on every server, until it is well; a teller sees nothing of it", async () => {
    const token = await server.token("supervisor", branch)
    const watching = await joinLive(server.url, { token, view: "counter", branch, counter: "1" })
    const teller = await joinLive(server.url, {
      token: await server.token("teller", branch),
      view: "counter",
      branch,
      counter: "1",
    })
    const screen = await display("Layar 2")
    screen.report(muted)
    const told = await watching.until((view) => view.troubles.length > 0)
    expect(CounterView.parse(told).troubles).toMatchObject([
      { deviceId: screen.deviceId, name: "Layar 2", troubles: [{ what: "sound" }] },
    ])
    expect(troublesOf(told, "Layar 2")).toEqual(["suara mati, sentuh layarnya sekali"])

    const elsewhere = callerOf(other.url, token, branch)
    const see = async () => (await elsewhere.get("/views/counter?counter=1")).body as CounterView
    await untilSo(see, (view) => troublesOf(view, "Layar 2") !== undefined)

    const seen = watching.views.length
    screen.report({ sound: { status: "on" } })
    await untilSo(
      async () => watching.views.slice(seen),
      (views) => views.some(({ troubles }) => troubles.length === 0),
    )
    await untilSo(see, (view) => view.troubles.length === 0)
    expect(teller.views.every(({ troubles }) => troubles.length === 0)).toBe(true)
    for (const open of [watching, teller, screen]) open.close()
  })

  test("stands so in the list of screens, with what else it reports", async () => {
    const screen = await display("Layar 3")
    screen.report({ ...muted, build: "2026-11-27 a1b2c3", page: { status: "well" } })
    const manager = callerOf(server.url, await server.token("manager", branch), branch)
    const look = async () =>
      ((await manager.get("/devices")).body.devices as DeviceAnswer[]).find(
        ({ deviceId }) => deviceId === screen.deviceId,
      )?.health
    const health = await untilSo(look, (found) => Boolean(found))
    expect(health).toMatchObject({
      isHere: true,
      report: { build: "2026-11-27 a1b2c3", sound: { status: "muted" } },
      troubles: [{ what: "sound" }],
    })
    screen.close()
  })
})

test("what is no report is not kept, and nobody but a screen has one", async () => {
  const screen = await display("Layar 4")
  for (const wrong of [
    null,
    "muted",
    { sound: { status: "loud" } },
    { colour: "red" },
    { build: "x".repeat(65) },
  ])
    screen.report(wrong)
  const teller = await joinLive(server.url, {
    token: await server.token("teller", branch),
    view: "counter",
    branch,
    counter: "1",
  })
  teller.socket.emit("health", muted)
  const well = await display("Layar 5")
  well.report({ sound: { status: "on" } })
  const kept = () =>
    useHouse(server.databaseUrl, (ledger) => ledger.deviceHealth.ofBranch(branch, 0 as Instant))
  const rows = await untilSo(kept, (found) => found.some(({ deviceId }) => deviceId === well.deviceId))
  expect(rows.map(({ deviceId }) => deviceId)).not.toContain(screen.deviceId)
  expect(rows.filter(({ isPaired }) => !isPaired)).toEqual([])
  for (const open of [screen, teller, well]) open.close()
})

describe("by a clock of its own", () => {
  test("a screen that is switched off is not heard, whatever it said last, and well again when it is back", async () => {
    const { deviceId, close } = await display("Layar 6")
    close()
    await useHouse(server.databaseUrl, async (ledger) => {
      let at = Date.now() as Instant
      const health = deviceHealth({
        table: ledger.deviceHealth,
        log: pino({ level: "silent" }),
        world: { ...realWorld, now: () => at },
      })
      const state = async () => (await health.ofBranch(branch, at)).get(deviceId)
      health.heard("first", caller(deviceId), { sound: { status: "on" } })
      await untilSo(state, (found) => found?.isHere === true)
      const lastHeardAt = at
      health.left("first")
      at = (at + 80_000) as Instant
      expect(await state()).toMatchObject({
        isHere: false,
        heardAt: lastHeardAt,
        troubles: [{ what: "not-heard", words: { id: "tidak terhubung" } }],
      })
      health.heard("second", caller(deviceId), { sound: { status: "on" } })
      await untilSo(state, (found) => found?.isHere === true && found.troubles.length === 0)
      await health.close()
    })
  })

  test("however often screens report, a server writes once a second", async () => {
    await useHouse(server.databaseUrl, async (ledger) => {
      const writes: number[] = []
      const counting: DeviceHealthTable = {
        ...ledger.deviceHealth,
        save(rows) {
          writes.push(rows.length)
          return ledger.deviceHealth.save(rows)
        },
      }
      const health = deviceHealth({
        table: counting,
        log: pino({ level: "silent" }),
        world: realWorld,
      })
      const reports: readonly HealthReport[] = [muted, { sound: { status: "on" } }]
      for (let turn = 0; turn < 2_000; turn++)
        for (const report of reports) health.heard(`${turn % 40}`, caller(`screen-${turn % 40}`), report)
      await untilSo(
        async () => writes.length,
        (count) => count > 0,
      )
      await health.close()
      expect(writes).toEqual([40])
      const states = await health.ofBranch(branch, Date.now() as Instant)
      expect(states.get("screen-7")?.report).toEqual({ sound: { status: "on" } })
    })
  })
})
