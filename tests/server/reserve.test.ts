import { openHouse } from "../support/house.ts"
import { randomUUID } from "node:crypto"
import type { TicketId } from "@giliran/contract/basics"
import { BranchId } from "@giliran/contract/basics"
import type { Command } from "@giliran/contract/commands"
import pino from "pino"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { silent } from "../../server/database/database-log.ts"
import { BranchRoom } from "../../server/branch/branch-room.ts"
import { startDayTimer } from "../../server/branch/day-timer.ts"
import { steadyClock } from "../../server/branch/steady-clock.ts"
import { beforeFirstDay } from "../../server/rules/verbs/business-day.ts"
import { realWorld } from "../../server/world.ts"
import { type Caller, callerOf } from "../support/caller.ts"
import { momentAt, planOf } from "../support/plan-of.ts"
import { freshDatabase, query } from "../support/postgres.ts"
import { startTestServer, type TestServer } from "../support/server.ts"

let server: TestServer
let kiosk: Caller

beforeAll(async () => {
  server = await startTestServer()
  kiosk = callerOf(server.url, await server.token("kiosk"))
})

afterAll(() => server.stop())

const eventsOf = (ticketId: string) =>
  query<{ type: string; actor: string; reason: string | null }>(
    server.databaseUrl,
    `SELECT type, actor, body->>'reason' AS reason FROM "Event" WHERE body->>'ticketId' = $1 ORDER BY seq`,
    [ticketId],
  )

const reserve = async () => {
  const { status, body } = await kiosk.post("/tickets/reserve", { serviceId: "valas" })
  expect(status).toBe(201)
  return body
}

describe("a number that is printed before it is promised", () => {
  test("RESERVE-2: is reserved, then confirmed, and waits", async () => {
    const { ticket, link } = await reserve()
    expect(ticket).toMatchObject({
      status: "reserved",
      position: 1,
      number: expect.stringMatching(/^E\d{3}$/),
    })
    expect(link).toMatch(/^\/ticket\/#demo\./)
    const waitingBefore = (await kiosk.get("/views/kiosk")).body.services.find(
      ({ id }: { id: string }) => id === "valas",
    )
    const confirmed = await kiosk.post(`/tickets/${ticket.id}/confirm`, { carriedBy: "paper" })
    expect(confirmed.body.ticket).toMatchObject({
      status: "waiting",
      number: ticket.number,
      takenAt: ticket.takenAt,
    })
    const waitingAfter = (await kiosk.get("/views/kiosk")).body.services.find(
      ({ id }: { id: string }) => id === "valas",
    )
    expect(waitingAfter.waitingCount).toBe(waitingBefore.waitingCount + 1)
    expect((await eventsOf(ticket.id)).map(({ type }) => type)).toEqual(["ticket-reserved", "ticket-taken"])
  })

  test("RESERVE-3: is voided with a reason, and its number is nobody's any more", async () => {
    const { ticket } = await reserve()
    expect((await kiosk.post(`/tickets/${ticket.id}/void`, { reason: "unconfirmed" })).status).toBe(400)
    const voided = await kiosk.post(`/tickets/${ticket.id}/void`, { reason: "printer-failed" })
    expect(voided.body.ticket).toMatchObject({ status: "voided", number: ticket.number })
    expect((await kiosk.post(`/tickets/${ticket.id}/confirm`, { carriedBy: "paper" })).body).toMatchObject({
      status: 409,
      code: "ticket-in-other-status",
    })
    expect(await eventsOf(ticket.id)).toMatchObject([
      { type: "ticket-reserved", reason: null },
      { type: "ticket-voided", reason: "printer-failed" },
    ])
    expect((await reserve()).ticket.number > ticket.number).toBe(true)
  })

  test("is reserved once and confirmed once, however often the answers were lost", async () => {
    const key = { "idempotency-key": randomUUID() }
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => kiosk.post("/tickets/reserve", { serviceId: "valas" }, key)),
    )
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    const { id } = answers[0]?.body.ticket ?? {}
    const once = { "idempotency-key": randomUUID() }
    const confirmed = await Promise.all(
      Array.from({ length: 30 }, () => kiosk.post(`/tickets/${id}/confirm`, { carriedBy: "screen" }, once)),
    )
    expect(new Set(confirmed.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect((await eventsOf(id)).map(({ type }) => type)).toEqual(["ticket-reserved", "ticket-taken"])
  })

  test("its customer may confirm it and not void it; another's may neither", async () => {
    const [mine, other] = [await reserve(), await reserve()]
    const customer = callerOf(server.url, mine.link.split(".")[1])
    expect((await customer.post(`/tickets/${other.ticket.id}/confirm`, { carriedBy: "screen" })).status).toBe(
      403,
    )
    expect((await customer.post(`/tickets/${mine.ticket.id}/void`, { reason: "customer-left" })).status).toBe(
      403,
    )
    expect(
      (await customer.post(`/tickets/${mine.ticket.id}/confirm`, { carriedBy: "screen" })).body.ticket.status,
    ).toBe("waiting")
  })
})

describe("a number of which nothing more is heard", () => {
  test("RESERVE-4, RESERVE-5: is voided by the clock without a hand, is in the ledger with its reason, and can be confirmed by its paper", async () => {
    const database = await freshDatabase()
    const ledger = await openHouse({ databaseUrl: database.url, dataDir: "", log: silent })
    try {
      const plan = planOf({ branchId: BranchId.parse("cabang") })
      let wall = momentAt("09:00", plan.zone)
      const clock = steadyClock({ now: () => wall, elapsedMs: () => wall })
      const room = await BranchRoom.open(beforeFirstDay(plan), {
        ledger,
        clock,
        world: realWorld,
        log: pino({ level: "silent" }),
      })
      const give = (command: Command) =>
        room.submit({
          commandId: null,
          digest: "",
          actor: "kiosk 1",
          command,
          respond: ({ decision }) => ({
            status: "refusal" in decision ? 409 : 200,
            body: JSON.stringify(decision),
          }),
        })
      const ticketId = "1".padStart(22, "0") as TicketId
      const { id: serviceId } = plan.services[0] ?? {}
      if (serviceId === undefined) throw new Error("The plan has no service")
      await give({
        type: "reserve-ticket",
        ticketId,
        serviceId,
        thenServiceIds: [],
        class: "regular",
        language: "id",
      })
      wall = (wall + 59_000) as typeof wall
      room.tick()
      await room.idle()
      expect(room.day.tickets.get(ticketId)?.status).toBe("reserved")
      wall = (wall + 2_000) as typeof wall
      startDayTimer(room, realWorld)()
      await room.idle()
      expect(room.day.tickets.get(ticketId)).toMatchObject({ status: "voided", reason: "unconfirmed" })
      const stored = await ledger.eventsAfter(plan.branchId, 0, 100)
      expect(stored.at(-1)).toMatchObject({
        event: { type: "ticket-voided", reason: "unconfirmed" },
        actor: "clock",
      })

      const reopened = await BranchRoom.open(beforeFirstDay(plan), {
        ledger,
        clock,
        world: realWorld,
        log: pino({ level: "silent" }),
      })
      expect(reopened.day.tickets.get(ticketId)?.status).toBe("voided")
      expect(await give({ type: "confirm-ticket", ticketId, carriedBy: "screen" })).toMatchObject({
        status: 200,
      })
      expect(room.day.tickets.get(ticketId)).toMatchObject({ status: "waiting", takenAt: wall - 61_000 })
    } finally {
      await ledger.close()
      await database.drop()
    }
  })
})
