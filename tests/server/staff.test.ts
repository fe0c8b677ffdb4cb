import { giliranApart } from "../support/command-line.ts"
import { openHouse } from "../support/house.ts"
import { BranchId, type Instant, type TellerId } from "@giliran/contract/basics"
import type { RoleGrant } from "@giliran/contract/access"
import { StaffChanged, StaffList } from "@giliran/contract/staff"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { staffDesk } from "../../server/staff/staff-desk.ts"
import { silent } from "../../server/database/database-log.ts"
import { browserOf } from "../support/browser.ts"
import { callerOf } from "../support/caller.ts"
import { planOf } from "../support/plan-of.ts"
import { freshDatabase, query } from "../support/postgres.ts"
import { startTestServer, type TestServer } from "../support/server.ts"
import { secretEnv } from "../support/secret-env.ts"
import { addStaff, goodPassword, inBank, inBranch, type Member, signedInMember } from "../support/staff.ts"

let server: TestServer
let manager: Member
let admin: Member
const here = "/v1/branches/demo/staff"
const bank = "/v1/bank/staff"

beforeAll(async () => {
  server = await startTestServer({ plans: [planOf({ branchId: BranchId.parse("lain") })] })
  manager = await signedInMember(server, "manager", [inBranch("manager")])
  admin = await signedInMember(server, "admin", [inBank("admin")])
})

afterAll(async () => {
  await server.stop()
})

const lastEntries = (count: number) =>
  query<{ chain: string; actor: string; act: string; body: object }>(
    server.databaseUrl,
    `SELECT chain, actor, act, body FROM "AuditEntry" ORDER BY at DESC, seq DESC LIMIT $1`,
    [count],
  )

describe("a manager", () => {
  test("adds a teller, whose secret is shown once and written down nowhere", async () => {
    const added = await manager.browser.post(here, {
      staffId: "sari",
      name: "Sari",
      grants: [inBranch("teller")],
    })
    expect(added.status).toBe(201)
    const { member, secret } = StaffChanged.parse(added.body)
    expect(member).toMatchObject({
      staffId: "sari",
      signsInBy: "secret",
      isDisabled: false,
      lastSeenAt: null,
    })
    expect(secret?.until).toBeGreaterThan(Date.now() + 71 * 3_600_000)
    expect(secret?.until).toBeLessThan(Date.now() + 73 * 3_600_000)
    expect(await lastEntries(1)).toMatchObject([
      { chain: "demo", actor: "staff manager", act: "staff-added", body: { staffId: "sari" } },
    ])
    const dump = await query(
      server.databaseUrl,
      `SELECT (SELECT json_agg(s) FROM "Staff" s) AS staff, (SELECT json_agg(a) FROM "AuditEntry" a) AS audit`,
    )
    expect(JSON.stringify(dump)).not.toContain(secret?.words)
    expect(server.output()).not.toContain(secret?.words)
    const { staff } = StaffList.parse((await manager.browser.get(here)).body)
    expect(staff.map(({ staffId }) => staffId).toSorted()).toEqual(["manager", "sari"])
  })

  test.each([
    ["another manager", [inBranch("manager")]],
    ["an admin", [inBank("admin")]],
    ["an auditor", [inBank("auditor")]],
    ["a teller elsewhere", [inBranch("teller", "lain")]],
    ["a teller here who is a manager elsewhere", [inBranch("teller"), inBranch("manager", "lain")]],
  ])("may not make %s", async (_, grants) => {
    const refused = await manager.browser.post(here, { staffId: "joko", name: "Joko", grants })
    expect([refused.status, refused.body.code]).toEqual([403, "not-allowed"])
    const teller = await manager.browser.post(`${here}/sari/grants`, { grants })
    expect([teller.status, teller.body.code]).toEqual([403, "not-allowed"])
  })

  test("touches nobody of a higher role, or with a role elsewhere, and does not see who is not here", async () => {
    await signedInMember(server, "other-manager", [inBranch("manager")])
    await signedInMember(server, "both", [inBranch("teller"), inBranch("teller", "lain")])
    await signedInMember(server, "elsewhere", [inBranch("teller", "lain")])
    for (const [staffId, code] of [
      ["other-manager", "not-allowed"],
      ["both", "not-allowed"],
      ["manager", "not-allowed"],
      ["elsewhere", "unknown-staff"],
      ["admin", "unknown-staff"],
      ["nobody", "unknown-staff"],
    ] as const)
      for (const verb of ["reset", "disable", "enable", "grants"]) {
        const body = verb === "grants" ? { grants: [inBranch("teller")] } : {}
        const refused = await manager.browser.post(`${here}/${staffId}/${verb}`, body)
        expect([staffId, verb, refused.body.code]).toEqual([staffId, verb, code])
      }
    expect((await manager.browser.get(bank)).status).toBe(403)
    expect(
      (await manager.browser.post(bank, { staffId: "x", name: "X", grants: [inBank("admin")] })).status,
    ).toBe(403)
  })

  test("is told when the name is taken, and which field is wrong", async () => {
    const taken = await manager.browser.post(here, {
      staffId: "admin",
      name: "A",
      grants: [inBranch("teller")],
    })
    expect([taken.status, taken.body.code]).toEqual([409, "staff-exists"])
    for (const [body, field] of [
      [{ staffId: "a b", name: "A", grants: [inBranch("teller")] }, "staffId"],
      [{ staffId: "ab", name: " ", grants: [inBranch("teller")] }, "name"],
      [{ staffId: "ab", name: "A", grants: [] }, "grants"],
      [{ staffId: "ab", name: "A", grants: [inBranch("teller")], extra: 1 }, "extra"],
      ["{", "body"],
    ] as const) {
      const wrong = await manager.browser.post(here, body)
      expect([wrong.status, wrong.body.field]).toEqual([400, field])
    }
    const nowhere = { staffId: "ab", name: "A", grants: [inBranch("teller", "nirwana")] }
    expect((await admin.browser.post(bank, nowhere)).body.code).toBe("unknown-branch")
  })

  test("V7.5.1 must have proved within ten minutes who it is, for what gives somebody more", async () => {
    const late = await signedInMember(server, "late", [inBranch("manager")])
    await query(
      server.databaseUrl,
      `UPDATE "StaffSession" SET "provedAt" = now() - interval '11 minutes' WHERE "staffId" = 'late'`,
    )
    await server.token("kiosk") // a change of access: every server asks again
    for (const [path, body] of [
      [here, { staffId: "tono", name: "Tono", grants: [inBranch("teller")] }],
      [`${here}/sari/grants`, { grants: [inBranch("greeter")] }],
      [`${here}/sari/reset`, {}],
      [`${here}/sari/enable`, {}],
      ["/v1/session/totp", {}],
    ] as const) {
      await expect
        .poll(async () => (await late.browser.post(path, body)).body.code, { timeout: 3_000 })
        .toBe("fresh-sign-in-needed")
    }
    const before = late.browser.copy()
    const proved = await late.browser.post("/v1/session/prove", {
      password: late.password,
      code: late.code(),
    })
    expect(proved.status).toBe(200)
    expect(proved.body.provedAt).toBeGreaterThan(Date.now() - 60_000)
    expect(before.token()).not.toBe(late.browser.token())
    expect((await before.get("/v1/session")).status).toBe(401)
    expect((await late.browser.post(`${here}/sari/grants`, { grants: [inBranch("greeter")] })).status).toBe(
      200,
    )
    expect((await late.browser.post(`${here}/sari/grants`, { grants: [inBranch("teller")] })).status).toBe(
      200,
    )
    const entries = await lastEntries(2)
    expect(entries[0]).toMatchObject({
      act: "grants-changed",
      body: { old: [inBranch("greeter")], new: [inBranch("teller")] },
    })
  })

  test("a key of a script makes no account", async () => {
    const caller = callerOf(server.url, await server.token("manager"))
    const refused = await caller.post("/staff", { staffId: "bot", name: "Bot", grants: [inBranch("teller")] })
    expect([refused.status, refused.body.code]).toEqual([403, "fresh-sign-in-needed"])
  })
})

const by = (staffId: string) =>
  ({ kind: "staff", staffId: staffId as TellerId, place: "*", address: "127.0.0.1" }) as const

describe("an admin", () => {
  test("gives and takes roles in the whole bank, but not the own", async () => {
    const added = await admin.browser.post(bank, {
      staffId: "wati",
      name: "Wati",
      grants: [inBranch("manager", "lain")],
    })
    expect(added.status).toBe(201)
    const raised = await admin.browser.post(`${bank}/wati/grants`, { grants: [inBank("admin")] })
    expect(raised.body.member.grants).toEqual([inBank("admin")])
    expect((await admin.browser.post(`${bank}/wati/grants`, { grants: [inBank("auditor")] })).status).toBe(
      200,
    )
    for (const verb of ["grants", "disable", "reset"]) {
      const body = verb === "grants" ? { grants: [inBank("auditor")] } : {}
      expect((await admin.browser.post(`${bank}/admin/${verb}`, body)).body.code).toBe("not-allowed")
    }
    const { staff } = StaffList.parse((await admin.browser.get(bank)).body)
    expect(staff.map(({ staffId }) => staffId)).toEqual(expect.arrayContaining(["admin", "manager", "wati"]))
  })

  test("the last one stays, even when two of them act at the same moment", async () => {
    const database = await freshDatabase()
    const ledger = await openHouse({ databaseUrl: database.url, dataDir: "/nowhere", log: silent })
    try {
      const desk = staffDesk(ledger.staff, () => Date.now() as Instant)
      const { transaction } = ledger.database
      const command = { kind: "command" } as const
      for (const staffId of ["first", "second"]) await addStaff(database.url, staffId, [inBank("admin")])
      const both = await Promise.all([
        transaction((tx) => desk.disable(tx, by("first"), "second")),
        transaction((tx) => desk.setGrants(tx, by("second"), "first", [inBank("auditor")])),
      ])
      expect(both.filter((done) => "refused" in done)).toEqual([{ refused: "not-allowed" }])
      const admins = await transaction(async (tx) => (await ledger.staff.change(tx)).admins())
      expect(admins).toHaveLength(1)
      const [last = "" as TellerId] = admins
      const set = (grants: readonly RoleGrant[]) =>
        transaction((tx) => desk.setGrants(tx, command, last, grants))
      expect(await transaction((tx) => desk.disable(tx, command, last))).toEqual({ refused: "last-admin" })
      expect(await set([inBank("auditor")])).toEqual({ refused: "last-admin" })
      expect(await set([inBank("admin"), inBranch("teller")])).toMatchObject({ member: { staffId: last } })
    } finally {
      await ledger.close()
      await database.drop()
    }
  })

  test("an auditor sees the list and changes nothing", async () => {
    const auditor = await signedInMember(server, "auditor", [inBank("auditor")])
    expect((await auditor.browser.get(bank)).status).toBe(200)
    expect((await auditor.browser.get(here)).status).toBe(200)
    for (const path of [bank, `${bank}/sari/disable`, here, `${here}/sari/disable`])
      expect((await auditor.browser.post(path, {})).body.code).toBe("not-allowed")
  })

  test("where each may go, and what each may do there, is told", async () => {
    const ofAdmin = (await admin.browser.get("/v1/branches")).body
    expect(ofAdmin.branches.map(({ branchId }: { branchId: string }) => branchId).toSorted()).toEqual([
      "demo",
      "lain",
    ])
    expect(ofAdmin.bank.may).toContain("manage-managers")
    const ofManager = (await manager.browser.get("/v1/branches")).body
    expect(ofManager).toMatchObject({
      branches: [{ branchId: "demo", zone: "Asia/Jakarta" }],
      bank: { may: [] },
    })
    expect(ofManager.branches[0].may).toContain("manage-staff")
    expect((await browserOf(server.url).get("/v1/branches")).status).toBe(401)
  })
})

const open = (member: Member, body: object) => member.browser.post("/v1/branches/demo/counters/1/open", body)

describe("a counter", () => {
  test("is held by the person who is signed in, and by nobody in that person's name", async () => {
    const teller = await signedInMember(server, "tari", [inBranch("teller")])
    const other = await signedInMember(server, "tono", [inBranch("teller")])
    const asOther = await open(teller, { teller: { id: "tono", name: "Tono" } })
    expect([asOther.status, asOther.body.code]).toEqual([403, "not-allowed"])
    const opened = await open(teller, {})
    expect(opened.body.counter.state).toMatchObject({
      status: "open",
      teller: { id: "tari", name: "Nama tari" },
    })
    const key = callerOf(server.url, await server.token("teller"))
    await key.take("setor-tarik")
    for (const verb of ["call-next", "pause", "close"]) {
      const refused = await other.browser.post(`/v1/branches/demo/counters/1/${verb}`)
      expect([verb, refused.status, refused.body.code]).toEqual([verb, 409, "counter-held"])
    }
    const called = await teller.browser.post("/v1/branches/demo/counters/1/call-next")
    expect(called.status).toBe(200)
    const { id } = called.body.ticket
    for (const verb of ["serve", "recall", "no-show", "park"])
      expect((await other.browser.post(`/v1/branches/demo/tickets/${id}/${verb}`)).body.code).toBe(
        "counter-held",
      )
    expect((await teller.browser.post(`/v1/branches/demo/tickets/${id}/serve`)).status).toBe(200)
    const rows = await query<{ actor: string }>(
      server.databaseUrl,
      `SELECT actor FROM "Event" WHERE type = 'ticket-called' AND body->>'ticketId' = $1`,
      [id],
    )
    expect(rows).toEqual([{ actor: "staff tari from 127.0.0.1" }])
    await teller.browser.post(`/v1/branches/demo/tickets/${id}/finish`)
    expect((await manager.browser.post("/v1/branches/demo/counters/1/close")).status).toBe(200)
  })
})

const giliran = (...words: string[]) =>
  giliranApart(["staff", ...words], { ...secretEnv, DATABASE_URL: server.databaseUrl })

describe("giliran staff", () => {
  test("makes the bank's first admin, and prints the secret alone", async () => {
    const { status, stdout, stderr } = await giliran(
      "add",
      "--id",
      "boss",
      "--name",
      "Boss",
      "--role",
      "admin",
    )
    expect([status, stderr]).toEqual([0, ""])
    expect(stdout).toMatch(/^[a-z-]+( [a-z-]+){5}\n$/)
    const browser = browserOf(server.url)
    const signedIn = await browser.post("/v1/session/password", {
      staffId: "boss",
      password: stdout.trim(),
      newPassword: goodPassword,
    })
    expect(signedIn.body).toMatchObject({ grants: [inBank("admin")], limitedTo: "totp" })

    const reset = await giliran("reset", "--id", "boss")
    expect([reset.status, reset.stderr]).toEqual([0, ""])
    await expect.poll(async () => (await browser.get("/v1/session")).status, { timeout: 2_000 }).toBe(401)
    expect(await lastEntries(1)).toMatchObject([{ chain: "*", actor: "command", act: "staff-reset" }])
  })

  test.each([
    [[], "giliran staff add"],
    [["add", "--id", "x", "--name", "X", "--role", "king"], "--role admin|auditor"],
    [["add", "--id", "x", "--name", "X", "--role", "teller"], "--branch"],
    [["add", "--id", "x", "--name", "X", "--role", "teller", "--branch", "nirwana"], "There is no branch"],
    [["add", "--id", "x", "--name", "X", "--role", "admin", "--branch", "demo"], "whole bank"],
    [["add", "--id", "x y", "--name", "X", "--role", "admin"], "--id ID"],
    [["add", "--id", "x", "--role", "admin"], "--name"],
    [["add", "--id", "admin", "--name", "X", "--role", "admin"], "already"],
    [["reset", "--id", "ghost"], "nobody"],
    [["add", "--idd", "x"], "--idd"],
  ])("%j: says what is wrong and exits with 2", async (words, advice) => {
    const { status, stdout, stderr } = await giliran(...words)
    expect([status, stdout]).toEqual([2, ""])
    expect(stderr).toContain(advice)
  })
})
