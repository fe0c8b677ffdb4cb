import { setTimeout as sleep } from "node:timers/promises"
import { BranchId, Millis } from "@giliran/contract/basics"
import { CONTRACT_VERSION, LIVE_NAMESPACE } from "@giliran/contract/socket-events"
import { CounterView } from "@giliran/contract/counter-view"
import { DisplayView } from "@giliran/contract/display-view"
import { KioskView } from "@giliran/contract/kiosk-view"
import { TicketView } from "@giliran/contract/ticket-view"
import { io } from "socket.io-client"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { type Caller, callerOf } from "../support/caller.ts"
import { joinLive, type LiveScreen } from "../support/live-screen.ts"
import { planOf } from "../support/plan-of.ts"
import { startTestServer, type TestServer } from "../support/server.ts"

let server: TestServer
let manager: Caller
let token: string
const branch = "uji"
const screens: LiveScreen<never>[] = []

beforeAll(async () => {
  server = await startTestServer({
    plans: [planOf({ branchId: BranchId.parse(branch), calls: { recallGapMs: Millis.parse(700) } })],
  })
  token = await server.token("manager", branch)
  manager = callerOf(server.url, token, branch)
  for (const counter of ["1", "2"]) await manager.post(`/counters/${counter}/open`)
})

afterEach(async () => {
  for (const screen of screens.splice(0)) screen.close()
})

afterAll(async () => {
  await server.stop()
})

const join: typeof joinLive = async (url, joining) => {
  const screen = await joinLive(url, { branch, ...joining })
  screens.push(screen as unknown as LiveScreen<never>)
  return screen
}

const finish = async (id: string) => {
  await manager.post(`/tickets/${id}/serve`)
  await manager.post(`/tickets/${id}/finish`)
}

describe("each audience gets its own view", () => {
  test("at once, whole, and as the contract says", async () => {
    const { ticket, link } = await manager.take("a")
    const secret = link.split(".")[1] ?? ""
    const [kiosk, display, counter, phone] = await Promise.all([
      join(server.url, { token, view: "kiosk" }),
      join(server.url, { token, view: "display" }),
      join(server.url, { token, view: "counter", counter: "1" }),
      join(server.url, { token: secret, view: "ticket" }),
    ])
    expect(KioskView.parse(kiosk.views[0]).services[0]?.waitingCount).toBe(1)
    expect(DisplayView.parse(display.views[0]).calls).toEqual([])
    expect(CounterView.parse(counter.views[0]).waiting.tickets[0]?.id).toBe(ticket.id)
    expect(TicketView.parse(phone.views[0]).progress).toMatchObject({ status: "waiting", position: 1 })

    await manager.post("/counters/1/call-next")
    const called = await display.until(({ calls }) => calls.length === 1)
    expect(called.calls[0]).toMatchObject({ number: ticket.number, counterId: "1", attempt: 1 })
    expect((await phone.until(({ progress }) => progress.status === "called")).progress).toMatchObject({
      counterId: "1",
    })
    expect((await counter.until((view) => view.ticket !== null)).ticket).toMatchObject({
      id: ticket.id,
      status: "called",
    })
    await kiosk.until(({ services }) => services[0]?.waitingCount === 0)
    await finish(ticket.id)
    await phone.until(({ progress }) => progress.status === "finished")
  })

  test("two calls at the same moment are both announced, in order", async () => {
    const display = await join(server.url, { token, view: "display" })
    const before = display.views[0]?.announcements.at(-1)?.no ?? 0
    const tickets = [(await manager.take("a")).ticket, (await manager.take("a")).ticket]
    await Promise.all(["1", "2"].map((counter) => manager.post(`/counters/${counter}/call-next`)))
    const { announcements } = await display.until(
      (view) => (view.announcements.at(-1)?.no ?? 0) >= before + 2,
    )
    expect(announcements.slice(-2).map(({ no }) => no)).toEqual([before + 1, before + 2])
    expect(announcements.slice(-2).map(({ ticketId }) => ticketId)).toEqual(tickets.map(({ id }) => id))
    for (const { id } of tickets) await finish(id)
  })

  test("versions never go back, and the last view is the truth", async () => {
    const kiosk = await join(server.url, { token, view: "kiosk" })
    const taken = await Promise.all(Array.from({ length: 40 }, () => manager.take("b")))
    const last = await kiosk.until(({ services }) => services[1]?.waitingCount === 40)
    const versions = kiosk.views.map(({ version }) => version)
    expect(versions).toEqual(versions.toSorted((a, b) => a - b))
    // A rush makes a few views, not one for each ticket.
    expect(kiosk.views.length).toBeLessThan(20)
    const asked = (await manager.get("/views/kiosk")).body
    expect({ ...last, at: asked.at }).toEqual(asked)
    await Promise.all(taken.map(({ ticket }) => manager.post(`/tickets/${ticket.id}/withdraw`)))
  })

  test("what time alone changes is sent again", async () => {
    const { ticket } = await manager.take("a")
    const counter = await join(server.url, { token, view: "counter", counter: "1" })
    // Until what the taking brought about was sent: then nothing but the call itself can set the clock.
    await sleep(200)
    await manager.post("/counters/1/call-next")
    const fresh = await counter.until((view) => view.ticket?.status === "called")
    expect(fresh.actions).not.toContain("recall-ticket")
    const later = await counter.until(({ actions }) => actions.includes("recall-ticket"))
    expect(later.version).toBe(fresh.version)
    await finish(ticket.id)
  })

  test("by long polling where a proxy knows no websocket", async () => {
    const kiosk = await join(server.url, { token, view: "kiosk", transports: ["polling"] })
    const { ticket } = await manager.take("a")
    const seen = await kiosk.until(({ services }) => services[0]?.waitingCount === 1)
    expect(KioskView.parse(seen).version).toBeGreaterThan(0)
    await manager.post(`/tickets/${ticket.id}/withdraw`)
  })
})

const range = ({ progress }: TicketView) => (progress.status === "waiting" ? progress.wait : null)

describe("a range that was shown (FORECAST-4)", () => {
  test("moves up only for a cause, on the phone and in an answer alike", async () => {
    const taken = []
    for (let count = 0; count < 5; count++) taken.push(await manager.take("a"))
    const [last] = taken.slice(-1)
    const phone = await join(server.url, { token: last?.link.split(".")[1] ?? "", view: "ticket" })
    const first = await phone.until((view) => range(view) !== null)
    expect(range(first)).toEqual(last?.ticket.wait)

    await manager.post("/counters/2/close")
    const raised = range(await phone.until((view) => range(view)?.cause !== undefined))
    expect(raised?.cause).toBe("counter-closed")
    expect(raised?.p90).toBeGreaterThan(last?.ticket.wait?.p90 ?? 0)
    expect((await manager.get(`/tickets/${last?.ticket.id}`)).body.wait).toMatchObject({
      cause: "counter-closed",
    })

    for (const { ticket } of taken) await manager.post(`/tickets/${ticket.id}/withdraw`)
    await manager.post("/counters/2/open")
  })
})

describe("a screen that was away", () => {
  test("gets the newest when it comes back, and nothing in between", async () => {
    const display = await join(server.url, { token, view: "display" })
    const seen = display.views.length
    display.socket.disconnect()
    const { ticket } = await manager.take("a")
    await manager.post("/counters/2/call-next")
    await finish(ticket.id)
    display.socket.connect()
    await display.until(({ calls }) => calls.some(({ ticketId }) => ticketId === ticket.id))
    const { version } = (await manager.get("/views/display")).body
    expect(display.views.slice(seen).map((view) => view.version)).toEqual([version])
  })

  test("one that reads slowly is not sent a backlog", async () => {
    const kiosk = await join(server.url, { token, view: "kiosk", transports: ["polling"] })
    const seen = kiosk.views.length
    const tickets: string[] = []
    for (let count = 0; count < 30; count++) tickets.push((await manager.take("b")).ticket.id)
    await kiosk.until(({ services }) => services[1]?.waitingCount === 30)
    expect(kiosk.views.length - seen).toBeLessThan(30)
    await Promise.all(tickets.map((id) => manager.post(`/tickets/${id}/withdraw`)))
  })
})

describe("the door", () => {
  test.each([
    ["no token", { token: "", view: "kiosk" }, "not-signed-in"],
    ["a token that is none", { token: `gil_${"A".repeat(43)}`, view: "kiosk" }, "not-signed-in"],
    ["another branch", { token: "manager", view: "kiosk", branch: "demo" }, "not-allowed"],
    ["a branch that is none", { token: "manager", view: "kiosk", branch: "nirwana" }, "unknown-branch"],
    ["a kiosk that wants a counter's view", { token: "kiosk", view: "counter", counter: "1" }, "not-allowed"],
    ["a counter without its name", { token: "manager", view: "counter" }, "bad-request"],
    ["a ticket that is none", { token: "A".repeat(22), view: "ticket" }, "unknown-ticket"],
  ] as const)("%s", async (_, joining, code) => {
    const word = joining.token
    const own = word === "manager" || word === "kiosk" ? await server.token(word, branch) : word
    await expect(join(server.url, { ...joining, token: own })).rejects.toThrow(code)
  })

  test("a customer's link opens its own ticket and nothing else", async () => {
    const { link, ticket } = await manager.take("a")
    const secret = link.split(".")[1] ?? ""
    await expect(join(server.url, { token: secret, view: "kiosk" })).rejects.toThrow("not-allowed")
    const phone = await join(server.url, { token: secret, view: "ticket" })
    expect(phone.views[0]?.ticketId).toBe(ticket.id)
    await manager.post(`/tickets/${ticket.id}/withdraw`)
  })

  test("a screen may choose after it came in, and is told what became of it", async () => {
    const socket = io(server.url + LIVE_NAMESPACE, {
      auth: { contract: CONTRACT_VERSION, token },
      transports: ["websocket"],
      forceNew: true,
    })
    const views: unknown[] = []
    socket.on("view", (view) => views.push(view))
    const ask = (request: object) => socket.timeout(3000).emitWithAck("join", request)
    expect(await ask({ branch, view: "counter", counter: "9" })).toEqual({
      ok: false,
      code: "unknown-counter",
    })
    expect(await ask({ branch, view: "nonsense" })).toEqual({ ok: false, code: "bad-request" })
    expect(await ask({ branch, view: "display" })).toEqual({ ok: true })
    await sleep(50)
    expect(views).toHaveLength(1)
    socket.close()
  })
})
