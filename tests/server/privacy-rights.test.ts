import { PersonExport } from "@giliran/contract/privacy"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { callerOf } from "../support/caller.ts"
import { consent, type ContactBranch, contactBranch, purpose } from "../support/contact-branch.ts"
import { customerEnv } from "../support/customers.ts"
import { everyTable } from "../support/every-table.ts"
import { planOf } from "../support/plan-of.ts"
import { startTestServer, type TestServer } from "../support/server.ts"

const branch = "uji"
let server: TestServer
let here: ContactBranch

beforeAll(async () => {
  server = await startTestServer({
    plans: [
      planOf({ branchId: branch, contact: { purpose } }),
      planOf({ branchId: "lain", contact: { purpose } }),
    ],
    env: { ...customerEnv, LOG_LEVEL: "trace" },
  })
  here = contactBranch(server, branch)
})

afterAll(async () => {
  await server.stop()
})

describe("a person's rights", () => {
  test("PRIVACY-4: everything about a number is shown, of others nothing, and erased without a change to the chain", async () => {
    const owner = await here.newOwner()
    const bystander = await here.newOwner()
    await owner.ask("POST", consent("0812-3456-7101"))
    await bystander.ask("POST", consent("0812-3456-7102"))
    const teller = await here.at("teller")
    await teller.post("/counters/1/open", { teller: { id: "dewi.l", name: "Dewi Lestari" } })
    await teller.post(`/tickets/${owner.ticketId}/call`, { counterId: "1", reason: "sudah ditunggu" })
    await teller.post(`/tickets/${owner.ticketId}/serve`, { counterId: "1" })
    await teller.post(`/tickets/${owner.ticketId}/finish`, { counterId: "1" })

    const shown = await here.privacy(["export", "--phone", "+6281234567101"])
    expect([shown.status, shown.stderr]).toEqual([0, ""])
    const person = PersonExport.parse(JSON.parse(shown.stdout))
    expect(person.tickets).toMatchObject([
      {
        ticketId: owner.ticketId,
        branchId: branch,
        number: owner.number,
        status: "finished",
        waitSeconds: expect.any(Number),
        contact: { phone: "+6281234567101", purpose: purpose.id, language: "id" },
      },
    ])
    expect(person.tickets[0]?.events.map(({ type }) => type)).toEqual([
      "ticket-taken",
      "ticket-called",
      "serving-started",
      "ticket-finished",
    ])
    expect(person.audit.map(({ act }) => act)).toEqual(["contact-left"])
    for (const other of [bystander.ticketId, bystander.number, "7102", "dewi.l", "Dewi"])
      expect(shown.stdout).not.toContain(other)

    const before = await here.figures()
    expect((await here.verified()).status).toBe(0)
    const unsure = await here.privacy(["erase", "--phone", "+6281234567101"])
    expect([unsure.status, unsure.stdout]).toEqual([2, ""])
    expect(unsure.stderr).toContain("1 phone number would be erased")
    expect(await here.kept(owner.ticketId)).toHaveLength(1)
    const erased = await here.privacy(["erase", "--phone", "-", "--yes"], "0812 3456 7101\n")
    expect(erased).toMatchObject({ status: 0, stderr: "", stdout: expect.stringContaining("1 phone number") })
    expect(await here.kept(owner.ticketId)).toEqual([])
    expect(await here.kept(bystander.ticketId)).toHaveLength(1)
    expect((await here.verified()).status).toBe(0)
    expect(await here.figures()).toEqual(before)

    const again = await here.privacy(["erase", "--phone", "+6281234567101", "--yes"])
    expect([again.status, again.stdout]).toEqual([
      0,
      "Nothing is held about this: there is nothing to erase.\n",
    ])
    const after = PersonExport.parse(
      JSON.parse((await here.privacy(["export", "--phone", "0812-3456-7101"])).stdout),
    )
    expect(after.tickets).toEqual([])
    expect(after.audit.map(({ act }) => act)).toEqual(["contact-left", "contact-exported", "contact-erased"])
  })

  test("a ticket by its id, or by its number and day; its link's stored answer goes once it has ended", async () => {
    const kiosk = await here.at("kiosk")
    const taken = await kiosk.post("/tickets", { serviceId: "b" }, { "idempotency-key": "take-for-erasure" })
    const { ticket, link } = taken.body
    const secret = String(link).split(".")[1] ?? ""
    await here.askContact(secret, ticket.id, branch, { method: "POST", body: consent("0812-3456-7103") })
    for (const words of [
      ["--ticket", ticket.id],
      ["--ticket", ticket.number, "--branch", branch],
      [
        "--ticket",
        String(ticket.number).toLowerCase(),
        "--branch",
        branch,
        "--day",
        (await kiosk.get("/views/kiosk")).body.day,
      ],
    ]) {
      const { tickets } = PersonExport.parse(JSON.parse((await here.privacy(["export", ...words])).stdout))
      expect(tickets).toMatchObject([
        { ticketId: ticket.id, contact: { phone: "+6281234567103" }, storedAnswers: 1 },
      ])
    }
    const manager = await here.at("manager")
    const erase = () => manager.post("/privacy/erase", { ticket: ticket.number })
    expect((await erase()).body).toEqual({ contacts: 1, storedAnswers: 0 })
    await callerOf(server.url, secret, branch).post(`/tickets/${ticket.id}/withdraw`)
    expect((await erase()).body).toEqual({ contacts: 0, storedAnswers: 1 })
    expect((await erase()).body).toEqual({ contacts: 0, storedAnswers: 0 })
    expect((await everyTable(server.databaseUrl)).get('"Answer"')).not.toContain(secret)
  })

  test("by HTTP a manager shows and erases in the own branch, and nobody below may", async () => {
    const owner = await here.newOwner()
    await owner.ask("POST", consent("0812-3456-7104"))
    const elsewhere = await here.newOwner("lain")
    await elsewhere.ask("POST", consent("0812-3456-7104"))
    const manager = await here.at("manager")
    const shown = await manager.post("/privacy/export", { phone: "0812-3456-7104" })
    expect(shown.status).toBe(200)
    expect(PersonExport.parse(shown.body).tickets.map(({ ticketId }) => ticketId)).toEqual([owner.ticketId])
    expect((await manager.post("/privacy/erase", { phone: "+6281234567104" })).body).toEqual({
      contacts: 1,
      storedAnswers: 0,
    })
    expect(await here.kept(elsewhere.ticketId)).toHaveLength(1)
    for (const [body, status, code, field] of [
      [{ phone: "0812" }, 400, "phone-unreadable", "phone"],
      [{ phone: "0812-3456-7999" }, 404, "nothing-held", undefined],
      [{ ticket: "A".repeat(22) }, 404, "nothing-held", undefined],
      [{ ticket: elsewhere.ticketId }, 404, "nothing-held", undefined],
      [{ ticket: "A0999" }, 404, "nothing-held", undefined],
      [{}, 400, "bad-request", "phone"],
      [{ phone: "0812-3456-7104", ticket: owner.ticketId }, 400, "bad-request", "ticket"],
    ] as const) {
      const answer = await manager.post("/privacy/export", body)
      expect([answer.status, answer.body.code, answer.body.field]).toEqual([status, code, field])
    }
    for (const role of ["kiosk", "display", "greeter", "teller", "supervisor"] as const)
      for (const verb of ["export", "erase"])
        expect(
          (await (await here.at(role)).post(`/privacy/${verb}`, { phone: "0812-3456-7104" })).status,
        ).toBe(403)
  })

  test.each([
    [["export", "--phone", "0812"], 2, "This is no phone number"],
    [["erase", "--phone", "hello", "--yes"], 2, "This is no phone number"],
    [["export", "--phone", "+6281234567998"], 1, "Nothing is held about this"],
    [["export", "--ticket", "A".repeat(22)], 1, "Nothing is held about this"],
    [["export", "--ticket", `-${"A".repeat(21)}`], 1, "Nothing is held about this"],
    [["export", "--ticket", `--${"A".repeat(20)}`, "--branch", "uji"], 1, "Nothing is held about this"],
    [["export", "--ticket", "--branch", "uji"], 2, "--ticket"],
    [["export", "--ticket", "A001"], 2, "--branch"],
    [["export", "--ticket", "A001", "--branch", "nirwana"], 2, 'There is no branch "nirwana"'],
    [["export", "--ticket", "A001", "--branch", "uji", "--day", "today"], 2, "--day 2026-08-24"],
    [["export"], 2, "Say about whom"],
    [["erase", "--phone", "0812", "--ticket", "A001"], 2, "Say about whom"],
    [["forget"], 2, "privacy report|export|erase"],
    [["report", "--all"], 2, "--all"],
  ])("giliran privacy %j: exit %i and what to do", async (words, status, advice) => {
    const told = await here.privacy(words)
    expect([told.status, told.stdout]).toEqual([status, ""])
    expect(told.stderr).toContain(advice)
  })
})
