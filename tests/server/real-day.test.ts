import { openHouse } from "../support/house.ts"
import { execFile } from "node:child_process"
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { promisify } from "node:util"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { silent } from "../../server/database/database-log.ts"
import { readDays } from "../../server/tools/recorded-days.ts"
import { syntheticDay } from "../replay/synthetic-day.ts"
import { wholeOrShort } from "../support/long-run.ts"
import { addBranch, noonPlan, type OwnBranch } from "../support/noon-branch.ts"
import { type FreshDatabase, freshDatabase } from "../support/postgres.ts"
import { type ServerProcess, startServerProcess } from "../support/server-process.ts"

const checkout = resolve(import.meta.dirname, "../..")
const tool = join(checkout, "tests/replay/replay.ts")
const dataFolder = process.env["GILIRAN_DATA"] ?? resolve(checkout, "../shared/data")
const recorded = join(dataFolder, "anonbank_dev_5days_feb.csv")

describe("replaying a day", () => {
  const folder = mkdtempSync(join(tmpdir(), "giliran-replay-"))
  let database: FreshDatabase
  let branch: OwnBranch
  let server: ServerProcess

  beforeAll(async () => {
    database = await freshDatabase()
    const ledger = await openHouse({ databaseUrl: database.url, dataDir: "/nowhere", log: silent })
    branch = await addBranch(ledger, noonPlan("replay", 4, Date.now()))
    await ledger.close()
    server = await startServerProcess({ databaseUrl: database.url })
  })

  afterAll(async () => {
    await server.stop()
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  })

  const replay = (...given: string[]) =>
    runTool("--url", server.url, "--branch", "replay", "--token", branch.token, ...given)

  const fileOf = (name: string, csv: string) => {
    const file = join(folder, name)
    writeFileSync(file, csv)
    return file
  }

  it("of its own making ends with nothing doubled and nothing lost", async () => {
    const csv = syntheticDay({ seed: 20261123, customerCount: 300, tellerCount: 6 })
    const customers = readDays(csv).byDate.get("2026-08-24") ?? []
    const { code, stdout } = await replay(fileOf("synthetic.csv", csv), "--prepare")
    expect(code).toBe(0)
    const account: unknown = JSON.parse(stdout)
    expect(account).toMatchObject({ issued: 300, duplicateNumbers: 0, doubleCalls: 0, lost: 0 })
    const { called, served, withdrawn, waitSeconds } = account as {
      called: number
      served: number
      withdrawn: number
      waitSeconds: Record<string, { n: number }>
    }
    expect(called).toBe(served)
    expect(served + withdrawn).toBe(300)
    expect(served).toBeGreaterThanOrEqual(customers.filter(({ end }) => end.outcome === "served").length)
    expect(Object.values(waitSeconds).reduce((sum, { n }) => sum + n, 0)).toBe(called)
  })

  it("works with fewer counters than tellers, and says so", async () => {
    const csv = syntheticDay({ seed: 7, customerCount: 400, tellerCount: 30 })
    const { code, stdout, stderr } = await replay(fileOf("many-tellers.csv", csv))
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ issued: 400, duplicateNumbers: 0, doubleCalls: 0, lost: 0 })
    expect(stderr).toMatch(/tellers were busy at once and \d+ counters are free/)
  })

  it.runIf(wholeOrShort(existsSync(recorded), false))(
    "of a real bank ends with nothing doubled and nothing lost",
    async () => {
      const { code, stdout } = await replay(recorded, "--day", "1999-02-16", "--prepare")
      expect(code).toBe(0)
      expect(JSON.parse(stdout)).toMatchObject({
        issued: 1647,
        duplicateNumbers: 0,
        doubleCalls: 0,
        lost: 0,
        rows: 1647,
      })
    },
  )

  it("refuses a malformed line by its number and touches nothing", async () => {
    const lines = syntheticDay({ seed: 1, customerCount: 5, tellerCount: 2 }).split("\n")
    const broken = lines.with(3, (lines[3] ?? "").replace(/SERVED|ABANDONED/, "GONE")).with(4, "4,only,three")
    const before = await headOf(server, branch)
    const { code, stdout, stderr } = await replay(fileOf("broken.csv", broken.join("\n")))
    expect(code).toBe(2)
    expect(stdout).toBe("")
    expect(stderr).toMatch(/^line 4: outcome is "GONE"; it should be SERVED, ABANDONED/m)
    expect(stderr).toMatch(/^line 5: has 3 fields, the header has 11/m)
    expect(await headOf(server, branch)).toBe(before)
  })

  it("says what is wrong with the token, the server and the arguments", async () => {
    const file = fileOf("small.csv", syntheticDay({ seed: 1, customerCount: 5, tellerCount: 2 }))
    const wrongToken = await runTool(file, "--url", server.url, "--branch", "replay", "--token", "gil_wrong")
    expect(wrongToken).toMatchObject({ code: 2, stdout: "" })
    expect(wrongToken.stderr).toMatch(/does not know this token/)
    const noBranch = await runTool(
      file,
      "--url",
      server.url,
      "--branch",
      "elsewhere",
      "--token",
      branch.token,
    )
    expect(noBranch).toMatchObject({ code: 2, stdout: "" })
    const noDay = await replay(file, "--day", "2020-01-01")
    expect(noDay).toMatchObject({ code: 2, stdout: "" })
    expect(noDay.stderr).toMatch(/has no customers on 2020-01-01; it has 2026-08-24/)
    const noServer = await runTool(file, "--url", "http://127.0.0.1:9", "--token", branch.token)
    expect(noServer).toMatchObject({ code: 2, stdout: "" })
    expect(noServer.stderr).toMatch(/does not answer. Is it running\?/)
    expect(await runTool(file)).toMatchObject({ code: 2, stdout: "" })
  })
})

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

async function runTool(...given: string[]): Promise<Ended> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [tool, ...given])
    return { code: 0, stdout, stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number | null; stdout: string; stderr: string }
    return { code, stdout, stderr }
  }
}

async function headOf({ url }: ServerProcess, { path, token }: OwnBranch): Promise<number> {
  const answer = await fetch(`${url}${path}/views/kiosk`, { headers: { authorization: `Bearer ${token}` } })
  return ((await answer.json()) as { version: number }).version
}
