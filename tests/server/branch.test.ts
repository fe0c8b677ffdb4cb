import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Plan } from "@giliran/contract/plan"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { callerOf } from "../support/caller.ts"
import { giliran as run } from "../support/command-line.ts"
import { query } from "../support/postgres.ts"
import { secretEnv } from "../support/secret-env.ts"
import { startTestServer, type TestServer } from "../support/server.ts"

let server: TestServer
let folder: string
let demo: Plan

beforeAll(async () => {
  server = await startTestServer()
  folder = mkdtempSync(join(tmpdir(), "giliran-branch-"))
  demo = Plan.parse(JSON.parse((await giliran("branch", "plan", "--branch", "demo")).stdout))
})

afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe("giliran branch", () => {
  test("opens a branch of the bank's own, beside the running server, which has it at once", async () => {
    const file = fileOf({ ...demo, branchId: "bekasi", name: "Cabang Bekasi Barat" })
    const { status, stdout, stderr } = await giliran("branch", "add", file)
    expect([status, stderr]).toEqual([0, ""])
    expect(stdout).toContain('The branch "bekasi" is open: Cabang Bekasi Barat.')
    expect((await giliran("branch", "list")).stdout.split("\n")).toContain("bekasi\tCabang Bekasi Barat")

    const token = (await giliran("token", "--role", "kiosk", "--branch", "bekasi")).stdout.trim()
    const taken = await callerOf(server.url, token, "bekasi").take("kredit")
    expect(taken.ticket.number).toBe("D001")
    expect((await giliran("verify", "--branch", "bekasi")).status).toBe(0)
    expect(
      await query(
        server.databaseUrl,
        `SELECT actor, address, body->>'name' AS name FROM "AuditEntry" WHERE act = 'branch-added' AND chain = 'bekasi'`,
      ),
    ).toEqual([{ actor: "command", address: "here", name: "Cabang Bekasi Barat" }])
  })

  test("leaves a branch that is there as it is", async () => {
    const { status, stderr } = await giliran("branch", "add", fileOf({ ...demo, name: "Another" }))
    expect(status).toBe(2)
    expect(stderr).toContain('There is a branch "demo" already')
    expect((await giliran("branch", "list")).stdout).not.toContain("Another")
  })

  test.each<readonly [string, () => readonly string[], string]>([
    ["a field that is missing", () => ["add", fileOf({ ...demo, branchId: "x1", zone: undefined })], "zone"],
    [
      "a zone that is nowhere",
      () => ["add", fileOf({ ...demo, branchId: "x2", zone: "Asia/Atlantis" })],
      "Asia/Atlantis",
    ],
    [
      "a service for which no counter is",
      () => ["add", fileOf({ ...demo, branchId: "x3", counters: [] })],
      "counter",
    ],
    ["no JSON", () => ["add", textFile("{")], "is no JSON"],
    ["no file", () => ["add", join(folder, "nothing.json")], "cannot be read"],
    ["no name of a file", () => ["add"], "Say one file"],
    ["no such deed", () => ["remove"], "Say what"],
    ["a branch that is not there", () => ["plan", "--branch", "nirwana"], 'There is no branch "nirwana"'],
  ])("%s: exit 2, in words, and nothing is added", async (_, words, said) => {
    const before = (await giliran("branch", "list")).stdout
    const { status, stdout, stderr } = await giliran("branch", ...words())
    expect([status, stdout]).toEqual([2, ""])
    expect(stderr).toContain(said)
    expect((await giliran("branch", "list")).stdout).toBe(before)
  })
})

function giliran(...words: string[]) {
  return run(words, { ...secretEnv, DATABASE_URL: server.databaseUrl })
}

function fileOf(plan: object): string {
  return textFile(JSON.stringify(plan))
}

function textFile(text: string): string {
  const file = join(folder, "plan.json")
  writeFileSync(file, text)
  return file
}
