import { execFile } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { promisify } from "node:util"
import { afterAll, describe, expect, test } from "vitest"
import type { SimulationAnswer } from "../../server/simulator/what-if.ts"
import { syntheticDay } from "../replay/synthetic-day.ts"

const checkout = resolve(import.meta.dirname, "../..")
const tool = join(checkout, "server/tools/simulate.ts")
const example = join(checkout, "docs/simulate.example.json")
const folder = mkdtempSync(join(tmpdir(), "giliran-simulate-"))

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const asWritten = (): Loose => JSON.parse(readFileSync(example, "utf8")) as Loose

interface Loose {
  [field: string]: any // oxlint-disable-line typescript/no-explicit-any -- broken on purpose, field by field
}

function fileOf(name: string, content: object | string): string {
  const file = join(folder, name)
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content))
  return file
}

async function run(...given: string[]) {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [tool, ...given])
    return { code: 0, stdout, stderr }
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string }
  }
}

const answer = async (plan: object, name = "plan.json") => {
  const { code, stdout, stderr } = await run(fileOf(name, plan))
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
  return JSON.parse(stdout) as SimulationAnswer
}

describe("the example", () => {
  test("answers what if, the same for the same seed", async () => {
    const [first, again] = await Promise.all([run(example), run(example)])
    expect(first.stdout).toBe(again.stdout)
    const { base, whatIf, days } = JSON.parse(first.stdout) as SimulationAnswer
    expect(days).toBe(200)
    expect(whatIf.map(({ name }) => name)).toEqual(
      asWritten()["whatIf"].map((change: Loose) => change["name"]),
    )
    const [helped, , , firstCome, strict] = whatIf
    // Each of these is what the change is for, and larger than chance: the same customers came in both.
    const saved = helped?.differenceFromBase?.waits.regular.mean
    expect(saved?.mean).toBeLessThan(-4 * (saved?.standardError ?? Infinity))
    expect(firstCome?.figures.laneCost.maxExtra).toEqual({ mean: 0, standardError: 0, highest: 0 })
    expect(firstCome?.figures.overtakings.regular.count?.highest).toBe(0)
    expect(strict?.figures.laneCost.maxExtra?.mean).toBeGreaterThan(
      base.figures.laneCost.maxExtra?.mean ?? Infinity,
    )
    expect(strict?.figures.waits.priority.mean?.mean).toBeLessThan(
      base.figures.waits.priority.mean?.mean ?? 0,
    )
    expect(base.figures.capHits?.mean).toBeGreaterThan(0)
  })

  test("is drawn as a table for people", async () => {
    const { stdout } = await run(example, "--table")
    expect(stdout).toMatch(/^base\s+regular\s+256\s+13\.\d ± 0\.\d/m)
    expect(stdout).toContain("What the lane cost a regular customer")
  })
})

test("customers of a recorded day come as they came, and one who gave up is not called later", async () => {
  fileOf("day.csv", syntheticDay({ seed: 3, customerCount: 200, tellerCount: 4 }))
  const { plan, shifts } = asWritten()
  const recorded = {
    plan,
    days: 1,
    arrivals: { kind: "recorded", file: "day.csv", serviceOf: { TELLER: "tunai" } },
    shifts: shifts.map((shift: Loose) => ({ ...shift, from: "00:00", to: "24:00" })),
  }
  const { base } = await answer(recorded)
  const { waits, neverCalled } = base.figures
  const seen = [waits.regular, waits.priority, waits.care].reduce(
    (sum, { count }) => sum + (count?.mean ?? 0),
    0,
  )
  expect(seen).toBeGreaterThan(50)
  expect(seen + (neverCalled?.mean ?? 0)).toBeLessThanOrEqual(200)
  expect(base.figures.waits.regular.mean?.standardError).toBeNull()
})

describe("a plan that cannot be used is refused by its field, exit 2, and nothing is printed", () => {
  const broken: readonly (readonly [string, (plan: Loose) => void, RegExp])[] = [
    [
      "a service that is not there",
      (p) => (p["arrivals"].streams[0].serviceId = "gold"),
      /^arrivals\.streams\.0\.serviceId: the plan has no service "gold"$/m,
    ],
    [
      "a counter that is not there",
      (p) => (p["whatIf"][0].addShifts[0].counterId = "9"),
      /^whatIf\.0\.addShifts\.0\.counterId: the plan has no counter "9"$/m,
    ],
    [
      "a shift that ends before it begins",
      (p) => (p["shifts"][0].to = "07:00"),
      /^shifts\.0\.to: must be later than `from`$/m,
    ],
    [
      "periods that overlap",
      (p) => (p["arrivals"].streams[0].periods[1].from = "08:30"),
      /^arrivals\.streams\.0\.periods\.1\.from: begins before/m,
    ],
    [
      "a negative mean",
      (p) => (p["services"][0].durations.meanSeconds = -1),
      /^services\.0\.durations\.meanSeconds: /m,
    ],
    [
      "a class that is none",
      (p) => (p["arrivals"].streams[0].class = "gold"),
      /^arrivals\.streams\.0\.class: /m,
    ],
    ["a field that nobody reads", (p) => (p["whatIf"][0].counter = "4"), /^whatIf\.0: .*counter/m],
    ["a plan that the product refuses", (p) => p["plan"].counters.splice(3), /^plan: .*layanan/m],
    [
      "a variant that the product would refuse",
      (p) => (p["whatIf"][0].counters = [{ id: "8", serviceIds: ["gold"] }]),
      /^whatIf\.0: .*gold/m,
    ],
    [
      "two variants of one name",
      (p) => (p["whatIf"][1].name = p["whatIf"][0].name),
      /^whatIf\.1\.name: .* is there twice$/m,
    ],
  ]

  test.each(broken)("%s", async (name, breakIt, words) => {
    const plan = asWritten()
    breakIt(plan)
    const { code, stdout, stderr } = await run(fileOf(`${name.replaceAll(" ", "-")}.json`, plan))
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
    expect(stderr).toMatch(words)
  })

  test("no JSON, no file, no argument, a recorded day that is not there", async () => {
    expect(await run(fileOf("cut.json", "{"))).toMatchObject({ code: 2, stdout: "" })
    expect((await run(join(folder, "nowhere.json"))).stderr).toMatch(/there is no such file/)
    expect((await run()).stderr).toMatch(/^pnpm simulate PLAN\.json/)
    const { plan, shifts } = asWritten()
    fileOf("one.csv", syntheticDay({ seed: 3, customerCount: 5, tellerCount: 1 }))
    const arrivals = { kind: "recorded", file: "one.csv", day: "2020-01-01", serviceOf: { TELLER: "tunai" } }
    const { code, stderr } = await run(fileOf("other-day.json", { plan, shifts, arrivals }))
    expect(code).toBe(2)
    expect(stderr).toMatch(/^arrivals\.day: .* has no customers on 2020-01-01; it has 2026-08-24/)
  })
})
