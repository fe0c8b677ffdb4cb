import { useHouse } from "../support/house.ts"
import { setTimeout as sleep } from "node:timers/promises"
import type { DeviceAnswer } from "@giliran/contract/devices"
import { BranchId, type Instant } from "@giliran/contract/basics"
import { CounterView } from "@giliran/contract/counter-view"
import { KioskView } from "@giliran/contract/kiosk-view"
import { pino } from "pino"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { helpRequests } from "../../server/help/help-requests.ts"
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

/** A paired kiosk, and what it asks. */
async function kiosk(name: string) {
  const { paired } = await pairedDevice(server, "kiosk", { branch, name })
  const caller = callerOf(server.url, paired.token, branch)
  return { ...caller, deviceId: paired.deviceId, token: paired.token }
}

async function counterOf(role: "teller" | "greeter" | "supervisor", url = server.url) {
  const token = await server.token(role, branch)
  const screen = await joinLive(url, { token, view: "counter", branch, counter: "1" })
  return { ...callerOf(url, token, branch), screen }
}

const asksAt = (name: string) => (view: CounterView) =>
  view.help.some((help) => help.name === name && help.coming === null)

describe("a customer who asks for somebody", () => {
  test("is seen at every counter at once, by tellers too, and on another server within two seconds", async () => {
    const teller = await counterOf("teller")
    const supervisor = await counterOf("supervisor")
    const elsewhere = await counterOf("greeter", other.url)
    const door = await kiosk("Kiosk pintu")
    const startedAt = performance.now()
    const { status, body } = await door.post("/help-requests", {})
    expect([status, body.isAnybodyThere]).toEqual([201, false])
    const seen = await teller.screen.until(asksAt("Kiosk pintu"))
    expect(performance.now() - startedAt).toBeLessThan(500)
    expect(CounterView.parse(seen).help).toMatchObject([{ id: body.help.id, deviceId: door.deviceId }])
    await supervisor.screen.until(asksAt("Kiosk pintu"))
    await elsewhere.screen.until(asksAt("Kiosk pintu"))
    expect(performance.now() - startedAt).toBeLessThan(2_500)
    const { body: read } = await teller.get("/views/counter?counter=1")
    expect(CounterView.parse(read).help.map(({ name }) => name)).toEqual(["Kiosk pintu"])
    await door.post(`/help-requests/${body.help.id}/end`, {})
    for (const { screen } of [teller, supervisor, elsewhere]) screen.close()
  })

  test("who tells tellers nothing of machines that are not well", async () => {
    const teller = await counterOf("teller")
    const supervisor = await counterOf("supervisor")
    const door = await kiosk("Kiosk sakit")
    const screen = await joinLive(server.url, { token: door.token, view: "kiosk", branch })
    screen.socket.emit("health", { printer: { status: "paper-out" } })
    await supervisor.screen.until(({ troubles }) => troubles.some(({ name }) => name === "Kiosk sakit"))
    const { body } = await door.post("/help-requests", {})
    await teller.screen.until(asksAt("Kiosk sakit"))
    expect(teller.screen.views.every(({ troubles }) => troubles.length === 0)).toBe(true)
    await door.post(`/help-requests/${body.help.id}/end`, {})
    for (const open of [teller.screen, supervisor.screen, screen]) open.close()
  })

  test("hears that somebody comes, from which counter the others see; the first who says so is the one", async () => {
    const teller = await counterOf("teller")
    const greeter = await counterOf("greeter")
    const door = await kiosk("Kiosk tengah")
    const screen = await joinLive(server.url, { token: door.token, view: "kiosk", branch })
    await teller.post("/counters/1/open", { teller: { id: "sari", name: "Sari Dewi" } })
    const { body } = await door.post("/help-requests", {})
    expect(body.isAnybodyThere).toBe(true)
    const { id } = body.help
    await screen.until(({ help }) => help.some((shown) => shown.id === id && !shown.isComing))
    const come = await teller.post(`/help-requests/${id}/come`, { counterId: "1" })
    expect([come.status, come.body]).toEqual([200, { help: { id, isComing: true } }])
    const told = await screen.until(({ help }) => help.some((shown) => shown.id === id && shown.isComing))
    expect(KioskView.parse(told).help).toEqual([{ id, isComing: true }])
    const again = await greeter.post(`/help-requests/${id}/come`, {})
    expect(again.status).toBe(200)
    const seen = await greeter.screen.until(({ help }) =>
      help.some(({ coming }) => coming?.counterId === "1"),
    )
    expect(seen.help).toHaveLength(1)
    const nowhere = await teller.post(`/help-requests/${id}/come`, { counterId: "9" })
    expect([nowhere.status, nowhere.body.code]).toEqual([404, "unknown-counter"])
    const ended = await door.post(`/help-requests/${id}/end`, {})
    expect(ended.status).toBe(200)
    const late = await teller.post(`/help-requests/${id}/come`, { counterId: "1" })
    expect([late.status, late.body.code]).toEqual([404, "help-over"])
    for (const open of [teller.screen, greeter.screen, screen]) open.close()
  })

  test("asks again: it is one request more, and the last of that kiosk; another kiosk cannot end it", async () => {
    const door = await kiosk("Kiosk kiri")
    const neighbour = await kiosk("Kiosk kanan")
    const first = (await door.post("/help-requests", {})).body.help.id
    const second = (await door.post("/help-requests", {})).body.help.id
    expect(second).not.toBe(first)
    const manager = callerOf(server.url, await server.token("manager", branch), branch)
    const help = async () =>
      CounterView.parse((await manager.get("/views/counter?counter=1")).body).help.map(({ id }) => id)
    expect(await help()).toEqual([second])
    const taken = await neighbour.post(`/help-requests/${second}/end`, {})
    expect([taken.status, taken.body.code]).toEqual([404, "help-over"])
    expect(await help()).toEqual([second])
    await door.post(`/help-requests/${second}/end`, {})
    expect(await help()).toEqual([])
  })

  test("stands in the manager's list of screens", async () => {
    const door = await kiosk("Kiosk daftar")
    const screen = await joinLive(server.url, { token: door.token, view: "kiosk", branch })
    screen.socket.emit("health", { page: { status: "well" } })
    const { body } = await door.post("/help-requests", {})
    const manager = callerOf(server.url, await server.token("manager", branch), branch)
    const troubles = async () =>
      ((await manager.get("/devices")).body.devices as DeviceAnswer[]).find(
        ({ deviceId }) => deviceId === door.deviceId,
      )?.health?.troubles
    const told = await untilSo(troubles, (found) => found?.[0]?.what === "help")
    expect(told?.map(({ words }) => words.en)).toEqual(["a customer asks for help"])
    await door.post(`/help-requests/${body.help.id}/end`, {})
    await untilSo(troubles, (found) => found?.length === 0)
    screen.close()
  })

  test("eleven times in a minute is asked to wait", async () => {
    const door = await kiosk("Kiosk anak")
    for (let turn = 0; turn < 10; turn++) expect((await door.post("/help-requests", {})).status).toBe(201)
    const { status, body } = await door.post("/help-requests", {})
    expect([status, body.code]).toEqual([429, "too-many-requests"])
  })
})

test("by a clock of its own: after three minutes nobody is asked for any more", async () => {
  await useHouse(server.databaseUrl, async (ledger) => {
    let at = (Date.now() + 3_600_000) as Instant
    const world = { ...realWorld, now: () => at }
    const help = helpRequests({ help: ledger.help, log: pino({ level: "silent" }), world })
    const { transaction } = ledger.database
    const news: string[] = []
    help.onNews((branchId) => news.push(branchId))
    const kunci = { branchId: branch, deviceId: "kunci", label: "Kiosk kunci" }
    const asked = await transaction((tx) => help.ask(tx, kunci))
    expect(help.ofBranch(branch).map(({ name }) => name)).toContain("Kiosk kunci")
    at = (at + 179_000) as Instant
    expect(help.ofBranch(branch).map(({ id }) => id)).toContain(asked.id)
    at = (at + 2_000) as Instant
    await untilSo(
      async () => help.ofBranch(branch),
      (list) => !list.some(({ id }) => id === asked.id),
    )
    expect(news.at(-1)).toBe(branch)
    const coming = { branchId: branch, id: asked.id, counterId: null }
    expect(await transaction((tx) => help.come(tx, coming))).toBeNull()
    await help.close()
  })
})

async function untilSo<Value>(look: () => Promise<Value>, isSo: (value: Value) => boolean): Promise<Value> {
  for (const end = performance.now() + 10_000; ; await sleep(100)) {
    const value = await look()
    if (isSo(value)) return value
    if (performance.now() > end) throw new Error(`It never came to be so: ${JSON.stringify(value)}`)
  }
}
