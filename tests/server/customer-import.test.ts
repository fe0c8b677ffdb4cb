import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { customerKeyOf } from "../../server/customers/customer-key.ts"
import { customerDigest } from "../../server/customers/identifier.ts"
import { type Caller, callerOf } from "../support/caller.ts"
import { giliran as run } from "../support/command-line.ts"
import { customerEnv, customerKey, memberNumber } from "../support/customers.ts"
import { planOf } from "../support/plan-of.ts"
import { query } from "../support/postgres.ts"
import { startTestServer, type TestServer } from "../support/server.ts"

const folder = mkdtempSync(join(tmpdir(), "giliran-customers-"))
let server: TestServer

beforeAll(async () => {
  server = await startTestServer({ plans: [planOf({ branchId: "uji" })], env: customerEnv })
})

afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(async () => {
  await query(server.databaseUrl, `DELETE FROM "Customer" WHERE "branchId" IS DISTINCT FROM 'demo'`)
})

function file(content: string | Uint8Array): string {
  const path = join(folder, "customers.csv")
  writeFileSync(path, content)
  return path
}

function giliran(words: readonly string[], env: Readonly<Record<string, string>> = customerEnv) {
  return run(words, { GILIRAN_CUSTOMER_KEY: "", DATABASE_URL: server.databaseUrl, ...env })
}

const importing = (content: string | Uint8Array, ...words: string[]) =>
  giliran(["customers", "import", file(content), ...words])

const imported = async () =>
  (
    await query<{ count: number }>(
      server.databaseUrl,
      `SELECT count(*)::int AS count FROM "Customer" WHERE "branchId" IS DISTINCT FROM 'demo'`,
    )
  )[0]?.count

const kioskOf = async (branch: string): Promise<Caller> =>
  callerOf(server.url, await server.token("kiosk", branch), branch)

const isPriority = async (kiosk: Caller, identifier: string) =>
  (await kiosk.post("/customer-checks", { identifier })).body.isPriority as boolean

describe("giliran customers import", () => {
  test("customers of the whole bank are known in every branch, by whatever spelling, while their day lasts", async () => {
    const { status, stdout, stderr } = await importing(
      "\uFEFFidentifier,segment,valid_until\r\n" +
        'KN 100-01,priority,\r\n"KN 100-02",Priority,2999-12-31\r\n\r\nKN 100-03,priority,2020-01-01\r\nKN 100-04,regular,\r\n',
    )
    expect([status, stdout, stderr]).toEqual([0, "4 customers were imported, known in every branch.\n", ""])
    for (const branch of ["uji", "demo"]) {
      const kiosk = await kioskOf(branch)
      const known = ["kn10001", "KN 100 02", "KN10003", "KN10004"].map((number) => isPriority(kiosk, number))
      expect(await Promise.all(known)).toEqual([true, true, false, false])
    }
  })

  test("a later file adds and changes; --replace forgets those of before; --branch is one branch's own", async () => {
    await importing("identifier;segment\nA001;priority\nA002;priority\n")
    await importing("identifier,segment\nA002,regular\nA003,priority\n")
    const uji = await kioskOf("uji")
    const known = async () => [
      await isPriority(uji, "A001"),
      await isPriority(uji, "A002"),
      await isPriority(uji, "A003"),
    ]
    expect(await known()).toEqual([true, false, true])
    await importing("identifier,segment\nB001,priority\n", "--branch", "uji")
    await importing("identifier,segment\nA002,priority\n", "--replace")
    expect(await known()).toEqual([false, true, false])
    expect(await isPriority(uji, "B001")).toBe(true)
    const demo = await kioskOf("demo")
    expect([await isPriority(demo, "B001"), await isPriority(demo, memberNumber)]).toEqual([false, true])
  })

  test("is written down for the auditor: which file, how many came and went, of which branch", async () => {
    await importing("identifier,segment\nA001,priority\nA002,priority\n")
    await importing("identifier,segment\nA002,priority\n", "--replace")
    await importing("identifier,segment\nB001,priority\n", "--branch", "uji")
    const entries = await query<{ chain: string; actor: string; address: string; body: unknown }>(
      server.databaseUrl,
      `SELECT chain, actor, address, body FROM "AuditEntry" WHERE act = 'customers-imported' AND chain <> 'demo'
       ORDER BY at DESC, seq DESC LIMIT 3`,
    )
    const by = { actor: "command", address: "here" }
    const fileName = "customers.csv"
    expect(entries).toEqual([
      { chain: "uji", ...by, body: { fileName, imported: 1, forgotten: 0 } },
      { chain: "*", ...by, body: { fileName, imported: 1, forgotten: 2 } },
      { chain: "*", ...by, body: { fileName, imported: 2, forgotten: 0 } },
    ])
  })

  test("who is there twice counts as the last line says", async () => {
    await importing("identifier,segment\nA001,priority\nA-001,regular\n")
    expect(await isPriority(await kioskOf("uji"), "A001")).toBe(false)
  })

  test("a hundred thousand in seconds", async () => {
    const lines = Array.from(
      { length: 100_000 },
      (_, n) => `${70_000_000 + n},${n % 8 === 0 ? "priority" : "regular"}`,
    )
    const startedAt = performance.now()
    const { status, stdout } = await importing(`identifier,segment\n${lines.join("\n")}\n`)
    expect([status, stdout]).toEqual([0, "100000 customers were imported, known in every branch.\n"])
    expect(performance.now() - startedAt).toBeLessThan(30_000)
    expect(await imported()).toBe(100_000)
    expect(await isPriority(await kioskOf("uji"), "7000 0008")).toBe(true)
  })

  const manyGood = `identifier,segment\n${Array.from({ length: 6_000 }, (_, n) => `C${10_000 + n},priority`).join("\n")}\n`

  test.each([
    ["no line at all", "", "line 1: the file is empty"],
    [
      "another header",
      "number,segment\nA001,priority\n",
      "line 1: the header should be identifier,segment,valid_until",
    ],
    ["no header", "A001,priority\nA002,priority\n", "line 1: the header"],
    ["a column too few", `${manyGood}SECRET99\n`, "line 6002: it has 1 columns and the header 2"],
    ["a column too many", `${manyGood}SECRET99,priority,x\n`, "line 6002: it has 3 columns and the header 2"],
    ["another segment", `${manyGood}SECRET99,gold\n`, "line 6002: the segment should be regular or priority"],
    ["no identifier", `${manyGood} - ,priority\n`, "line 6002: the identifier should have 4 to 128 signs"],
    ["one too short", `${manyGood}A-1,priority\n`, "line 6002: the identifier should have 4 to 128 signs"],
    ["an open quotation mark", `${manyGood}"SECRET99,priority\n`, "line 6002: a quotation mark"],
    ["a quotation mark inside", `${manyGood}SECRET"99,priority\n`, "line 6002: a quotation mark"],
    [
      "a day that no calendar has",
      "identifier,segment,valid_until\nA001,priority,2027-12-31\nSECRET99,priority,2027-02-30\n",
      "line 3: valid_until should be a date",
    ],
    [
      "bytes that are no text",
      Buffer.from("identifier,segment\n\xff\xfe\xfd\xfc\xfb,priority\n", "latin1"),
      "line 2: ",
    ],
  ])("%s: exit 2, the line and what is wrong, and nothing is imported", async (_, content, mistake) => {
    await query(server.databaseUrl, `INSERT INTO "Customer" (digest, segment) VALUES ($1, 'priority')`, [
      customerDigest(customerKey, null, "KEPT1"),
    ])
    const { status, stdout, stderr } = await importing(content, "--replace")
    expect([status, stdout]).toEqual([2, ""])
    expect(stderr).toContain(mistake)
    expect(stderr).not.toContain("SECRET99")
    expect(await imported()).toBe(1)
    expect(await isPriority(await kioskOf("uji"), "KEPT1")).toBe(true)
  })

  test.each([
    [["customers"], "Say which file"],
    [["customers", "export", "x.csv"], "Say which file"],
    [["customers", "import", "/nowhere/x.csv"], "there is no such file"],
    [["customers", "import", folder], "cannot be read"],
    [["customers", "import", "x.csv", "--all"], "--all"],
    [["customers", "import", "x.csv", "--branch", "nirwana"], 'There is no branch "nirwana"'],
  ])("%j: says what is wrong and exits with 2", async (words, advice) => {
    const { status, stdout, stderr } = await giliran(words)
    expect([status, stdout]).toEqual([2, ""])
    expect(stderr).toContain(advice)
  })

  test("without the servers' key nothing is imported", async () => {
    const { status, stderr } = await giliran(
      ["customers", "import", file("identifier,segment\nA001,priority\n")],
      {},
    )
    expect(status).toBe(2)
    expect(stderr).toContain("GILIRAN_CUSTOMER_KEY")
    expect(await imported()).toBe(0)
  })
})

describe("the key", () => {
  const place = { customerKey: null, databaseUrl: null, dataDir: join(folder, "data") }

  test("is made once beside the embedded database, for its user's eyes only", () => {
    const key = customerKeyOf(place)
    expect(key).toHaveLength(32)
    expect(customerKeyOf(place)).toEqual(key)
    const path = join(place.dataDir, "customer.key")
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readFileSync(path, "utf8")).toBe(`${key?.toString("base64")}\n`)
    expect(customerKeyOf({ ...place, dataDir: join(folder, "other") })).not.toEqual(key)
  })

  test("of the environment goes first; an outside database has no other", () => {
    const given = Buffer.alloc(32, 1)
    expect(customerKeyOf({ ...place, customerKey: given })).toBe(given)
    expect(customerKeyOf({ ...place, databaseUrl: "postgresql://db/giliran" })).toBeNull()
  })

  test("that was cut short is no key, and no new one takes its place", () => {
    const dataDir = join(folder, "data")
    writeFileSync(join(dataDir, "customer.key"), "c2hvcnQ=\n")
    expect(() => customerKeyOf({ ...place, dataDir })).toThrow("holds no key of 32 bytes")
  })
})
