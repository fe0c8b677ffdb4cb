import { giliranApart } from "../support/command-line.ts"
import { useHouse } from "../support/house.ts"
import { BranchId } from "@giliran/contract/basics"
import type { SettingsOpened } from "@giliran/contract/machine-settings"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { settingsPin } from "../../server/devices/settings-pin.ts"
import { realWorld } from "../../server/world.ts"
import { callerOf } from "../support/caller.ts"
import { pairedDevice } from "../support/device.ts"
import { everyTable } from "../support/every-table.ts"
import { planOf } from "../support/plan-of.ts"
import { query } from "../support/postgres.ts"
import { type PrinterFake, startPrinterFake } from "../support/printer-fake.ts"
import { secretEnv } from "../support/secret-env.ts"
import { startTestServer, type TestServer } from "../support/server.ts"

const branch = BranchId.parse("uji")
const other = BranchId.parse("lain")
let server: TestServer
let printer: PrinterFake
let pin: string

beforeAll(async () => {
  printer = await startPrinterFake()
  const paper = { printers: [{ id: "lobi", host: "127.0.0.1", port: printer.port }] }
  const zones = [{ id: "atas", name: { id: "Lantai 2", en: "Upstairs" }, counterIds: ["2"] }]
  server = await startTestServer({
    plans: [planOf({ branchId: branch, paper, hall: { zones } }), planOf({ branchId: other })],
  })
  pin = (await giliran("branch", "pin", "--branch", branch)).stdout.trim()
})

afterAll(async () => {
  await server?.stop()
  await printer?.close()
})

async function machine(name: string, kind: "kiosk" | "display" = "kiosk", at: BranchId = branch) {
  const { paired } = await pairedDevice(server, kind, { branch: at, name })
  const caller = callerOf(server.url, paired.token, at)
  return {
    deviceId: paired.deviceId,
    door: () => caller.get("/machine-settings"),
    open: (typed: string) => caller.post("/machine-settings/open", { pin: typed }),
    testPrint: (body: object) => caller.post("/machine-settings/test-print", body),
  }
}

const wrong = () => String((Number(pin) + 1) % 1_000_000).padStart(6, "0")
const acts = (at: BranchId, actor: string) =>
  query<{ act: string; body: unknown }>(
    server.databaseUrl,
    `SELECT act, body FROM "AuditEntry" WHERE chain = '${at}' AND actor = '${actor}' AND act LIKE 'settings%' ORDER BY seq`,
  )

describe("the branch's PIN", () => {
  test("opens a kiosk's and a display's settings: what there is to choose from, and how the server sees the machine", async () => {
    expect(pin).toMatch(/^\d{6}$/)
    for (const kind of ["kiosk", "display"] as const) {
      const one = await machine(`Mesin ${kind}`, kind)
      expect((await one.door()).body).toEqual({ isPinSet: true })
      const { status, body } = await one.open(pin)
      expect(status).toBe(200)
      expect(body as SettingsOpened).toMatchObject({
        name: `Mesin ${kind}`,
        health: null,
        printers: [{ id: "lobi", paperMm: 80 }],
        zones: [{ id: "atas", name: { en: "Upstairs" } }],
        counters: ["1", "2"],
      })
      expect((await acts(branch, `${kind} ${one.deviceId}`)).map(({ act }) => act)).toEqual([
        "settings-opened",
      ])
    }
  })

  test("is wrong five times, then the machine waits, with the right one too; another machine does not; the auditor reads each", async () => {
    const one = await machine("Mesin penebak")
    for (let turn = 0; turn < 5; turn++) {
      const { status, body } = await one.open(wrong())
      expect([status, body.code]).toEqual([403, "pin-wrong"])
    }
    const late = await one.open(pin)
    expect([late.status, late.body.code]).toEqual([429, "too-many-requests"])
    expect(late.body.retryAfterSeconds).toBeGreaterThan(240)
    expect(late.body.retryAfterSeconds).toBeLessThanOrEqual(300)
    expect(await acts(branch, `kiosk ${one.deviceId}`)).toEqual(
      Array.from({ length: 5 }, () => ({ act: "settings-refused", body: {} })),
    )
    const neighbour = await machine("Mesin tetangga")
    expect((await neighbour.open(pin)).status).toBe(200)
  })

  test("that is right is no try in vain, however often", async () => {
    const one = await machine("Mesin ragu")
    for (let turn = 0; turn < 4; turn++) {
      expect((await one.open(wrong())).status).toBe(403)
      expect((await one.open(pin)).status).toBe(200)
      expect((await one.open(pin)).status).toBe(200)
    }
  })

  test("is six digits, and no other request is asked", async () => {
    const one = await machine("Mesin ngawur")
    for (const typed of ["", "12345", "1234567", "12a456", "      "])
      expect((await one.open(typed)).body.code).toBe("bad-request")
  })

  test("is another branch's of its own, or none: then the page can say how to set one", async () => {
    const one = await machine("Mesin lain", "kiosk", other)
    expect((await one.door()).body).toEqual({ isPinSet: false })
    const { status, body } = await one.open(pin)
    expect([status, body.code]).toEqual([409, "pin-not-set"])
  })

  test("lies nowhere but as a slow hash with a salt, and is in no log", async () => {
    const tables = await everyTable(server.databaseUrl)
    expect(tables.get(`"SettingsPin"`)).toMatch(
      /^\(uji,"?\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}"?\)$/,
    )
    for (const [name, rows] of tables)
      expect([name, new RegExp(`\\b${pin}\\b`).test(rows)]).toEqual([name, false])
    expect(server.output()).not.toMatch(new RegExp(`\\b${pin}\\b`))
  })

  test("is made anew at the command line or by the house in the office, and the last one opens nothing", async () => {
    const before = pin
    // Of a million, the same one is drawn twice at some time.
    while (pin === before) pin = (await giliran("branch", "pin", "--branch", branch)).stdout.trim()
    const one = await machine("Mesin baru")
    expect((await one.open(before)).status).toBe(403)
    expect((await one.open(pin)).status).toBe(200)
    // A key is nobody who could be asked to prove it.
    const manager = callerOf(server.url, await server.token("manager", branch), branch)
    expect((await manager.post("/machine-settings/pin", {})).body.code).toBe("fresh-sign-in-needed")
    const [made] = (await acts(branch, "command")).slice(-1)
    expect(made).toEqual({ act: "settings-pin-set", body: {} })
  })

  test("is taken away again; where there is none, that is said", async () => {
    expect((await giliran("branch", "pin", "--branch", other)).status).toBe(0)
    expect((await giliran("branch", "pin", "--branch", other, "--remove")).stdout).toContain(
      "there is no PIN",
    )
    const again = await giliran("branch", "pin", "--branch", other, "--remove")
    expect([again.status, again.stderr.trim()]).toEqual([2, 'The branch "lain" has no PIN.'])
    expect((await giliran("branch", "pin", "--branch", "nirwana")).status).toBe(2)
  })
})

test("by many machines of one branch: after twenty wrong ones the whole branch waits", async () => {
  await useHouse(server.databaseUrl, async ({ pins, audit }) => {
    const guard = settingsPin({ pins, audit, now: realWorld.now })
    const asking = (deviceId: string) => ({
      caller: { kind: "device", role: "kiosk", branchId: branch, deviceId, counterId: null } as const,
      address: "10.0.0.9",
      branchId: branch,
    })
    for (let turn = 0; turn < 20; turn++)
      expect(await guard.refusal(asking(`penebak-${turn % 5}`), wrong())).toEqual({ refused: "pin-wrong" })
    expect(await guard.refusal(asking("yang-lain"), pin)).toMatchObject({ refused: "too-many-requests" })
  })
})

describe("a test print", () => {
  test("comes out on a printer of the plan, says that it is none, and takes no number", async () => {
    const one = await machine("Mesin cetak")
    const before = await query(server.databaseUrl, `SELECT count(*) FROM "Event" WHERE "branchId" = 'uji'`)
    const { status, body } = await one.testPrint({ by: "printer", printer: "lobi" })
    expect([status, body]).toEqual([200, { by: "printer", status: "ready" }])
    const bytes = Buffer.concat(printer.papers.map((paper) => Buffer.from(paper)))
    expect(bytes.toString("latin1")).toContain("UJI COBA")
    expect(await query(server.databaseUrl, `SELECT count(*) FROM "Event" WHERE "branchId" = 'uji'`)).toEqual(
      before,
    )
    const nowhere = await one.testPrint({ by: "printer", printer: "dapur" })
    expect([nowhere.status, nowhere.body.code]).toEqual([404, "unknown-printer"])
  })

  test("is drawn for a machine that prints by itself, and ten a minute are enough", async () => {
    const one = await machine("Mesin gambar")
    const drawn = await one.testPrint({ by: "machine", form: "picture", paperMm: 58 })
    expect(lettersOf(drawn.body.document)).toContain("UJI COBA")
    const bytes = await one.testPrint({ by: "machine", form: "escpos", paperMm: 80 })
    expect(Buffer.from(bytes.body.document, "base64").toString("latin1")).toContain("UJI COBA")
    for (let turn = 0; turn < 8; turn++)
      expect((await one.testPrint({ by: "machine", form: "picture", paperMm: 80 })).status).toBe(200)
    expect((await one.testPrint({ by: "machine", form: "picture", paperMm: 80 })).status).toBe(429)
  })
})

/** A picture sets each letter by itself. */
function lettersOf(svg: string): string {
  return svg.replaceAll(/<[^>]*>/g, "").replaceAll("&#xa0;", " ")
}

function giliran(...words: string[]) {
  return giliranApart(words, { ...secretEnv, DATABASE_URL: server.databaseUrl })
}
