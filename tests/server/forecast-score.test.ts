import { execFile } from "node:child_process"
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { promisify } from "node:util"
import { gzipSync } from "node:zlib"
import { afterAll, describe, expect, it } from "vitest"
import type { Scores } from "../../server/tools/forecast-scores.ts"
import { lots } from "../support/learned-by-heart.ts"
import { wholeOrShort } from "../support/long-run.ts"

const checkout = resolve(import.meta.dirname, "../..")
const tool = join(checkout, "server/tools/forecast-score.ts")
const dataFolder = process.env["GILIRAN_DATA"] ?? resolve(checkout, "../shared/data")
const recorded = (name: string) => join(dataFolder, name)
const history = recorded("anonbank_dev_history_jan01-feb13.csv.gz")
const february = recorded("anonbank_dev_5days_feb.csv")

const folder = mkdtempSync(join(tmpdir(), "giliran-forecast-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const fileOf = (name: string, content: string | Uint8Array) => {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

describe("forecast-score", () => {
  it.runIf(wholeOrShort(existsSync(history), false))(
    "beats every published baseline on the bank's February days",
    async () => {
      const scores = await scoresOf("--history", history, "--test", february, "--exclude", "IN")
      expect(scores).toMatchObject({ n: 3519, coldStart: false })
      expect(scores.lesRmse).toBeCloseTo(93.4, 1)
      expect(scores.mae).toBeLessThan(45.2)
      expect(scores.rmse).toBeLessThan(67.1)
      expect(scores.coverage80).toBeGreaterThanOrEqual(0.78)
      expect(scores.coverage80).toBeLessThanOrEqual(0.84)
      expect(scores.p90Coverage).toBeGreaterThanOrEqual(0.88)
      expect(scores.p90Coverage).toBeLessThanOrEqual(0.92)
      expect(scores.pinball90).toBeLessThan(14.8)
    },
  )

  it("learns a made-up bank and keeps its promise on days it has not seen", async () => {
    const scores = await scoresOf(
      "--history",
      fileOf("past.csv.gz", gzipSync(madeUpDays(1, 6))),
      "--test",
      fileOf("later.csv", madeUpDays(7, 3)),
    )
    expect(scores.coldStart).toBe(false)
    expect(scores.trainedOn).toBeGreaterThan(300)
    expect(scores.rmse).toBeLessThan(scores.lesRmse)
    expect(scores.coverage80).toBeGreaterThan(0.72)
    expect(scores.p90Coverage).toBeGreaterThan(0.84)
  })

  it("knows nothing of the future: what comes after a customer changes nothing for those before", async () => {
    const past = fileOf("past.csv", madeUpDays(1, 6))
    const [header = "", ...rows] = madeUpDays(7, 1).trim().split("\n")
    const half = rows.slice(0, rows.length / 2)
    // Only customers whose call lies before the cut are the same in both; the others are made to give up in neither.
    const other = rows.slice(rows.length / 2).map((row) => row.replace(",PS,", ",TT,"))
    const alone = await scoresOf(
      "--history",
      past,
      "--test",
      fileOf("half.csv", [header, ...half].join("\n")),
    )
    const whole = await scoresOf(
      "--history",
      past,
      "--test",
      fileOf(
        "whole.csv",
        [header, ...half, ...other.map((row) => row.replace("regular", "later"))].join("\n"),
      ),
    )
    expect(whole.byClass["regular"]).toEqual(alone.byClass["regular"])
  })

  it("starts cold with a history of no rows, and says so", async () => {
    const [header = ""] = madeUpDays(1, 1).split("\n")
    const scores = await scoresOf(
      "--history",
      fileOf("nothing.csv", `${header}\n`),
      "--test",
      fileOf("test.csv", madeUpDays(7, 1)),
      "--service-seconds",
      "150",
    )
    expect(scores).toMatchObject({ trainedOn: 0, coldStart: true })
    expect(scores.mae).toBeGreaterThan(0)
    expect(scores.p90Coverage).toBeGreaterThan(0.5)
  })

  it.each([
    [
      3,
      "outcome",
      /^line 3: outcome is "GONE"; it should be SERVED, ABANDONED/,
      (row: string) => row.replace(/SERVED|ABANDONED/, "GONE"),
    ],
    [4, "fields", /^line 4: has 3 fields, the header has 11\./, () => "4,only,three"],
    [
      2,
      "wait",
      /^line 2: wait_s is "soon"; it should be whole seconds\./,
      (row: string) => row.replace(/(:\d\d),\d+,/, "$1,soon,"),
    ],
    [
      5,
      "moment",
      /^line 5: q_start is "yesterday"/,
      (row: string) => row.replace(/PS,[^,]*/, "PS,yesterday"),
    ],
    [3, "quote", /^line \d+: a quotation mark is out of place/, () => 'a,"b"c,'],
  ])(
    "refuses a malformed line %i (%s) by its number and prints nothing",
    async (line, name, mistake, broken) => {
      const rows = madeUpDays(1, 1).split("\n")
      const file = fileOf(`${name}.csv`, rows.with(line - 1, broken(rows[line - 1] ?? "")).join("\n"))
      const ended = await runTool("--history", file, "--test", file)
      expect(ended).toMatchObject({ code: 2, stdout: "" })
      expect(ended.stderr).toMatch(mistake)
    },
  )

  it("refuses a gzip cut short, an empty file, a header that lacks a column, and unknown options", async () => {
    const good = fileOf("good.csv", madeUpDays(1, 1))
    const packed = gzipSync(madeUpDays(1, 2))
    const cut = fileOf("cut.csv.gz", packed.subarray(0, packed.length / 2))
    const bad = [
      [cut, /^line \d+: the gzip file is damaged or cut short here/],
      [fileOf("empty.csv", ""), /^line 1: the file is empty/],
      [fileOf("columns.csv", "id,class\n1,regular\n"), /^line 1: the header lacks service_type, q_start/],
      [join(folder, "nowhere.csv"), /there is no such file/],
    ] as const
    for (const [file, mistake] of bad) {
      const ended = await runTool("--history", file, "--test", good)
      expect(ended).toMatchObject({ code: 2, stdout: "" })
      expect(ended.stderr).toMatch(mistake)
    }
    for (const given of [[], ["--history", good], ["--history", good, "--test", good, "--tomorrow"]])
      expect(await runTool(...given)).toMatchObject({ code: 2, stdout: "" })
  })
})

/** Days of a bank with three agents, first come first served: days of January from `first` on. */
function madeUpDays(first: number, count: number): string {
  const draw = lots(first)
  const lines = [
    "id,arrival_ts,class,class_sim,service_type,q_start,wait_s,service_start,service_s,agent,outcome",
  ]
  for (let day = first; day < first + count; day++) {
    const midnight = Date.UTC(1999, 0, day)
    const freeAt = [0, 0, 0]
    let at = 8 * 3600
    for (let customer = 0; customer < 200; customer++) {
      at += Math.round(-65 * Math.log(1 - draw()))
      const agent = freeAt.indexOf(Math.min(...freeAt))
      const start = Math.max(at, freeAt[agent] ?? 0)
      const service = 20 + Math.round(-150 * Math.log(1 - draw()))
      const ts = (seconds: number) => new Date(midnight + 1000 * seconds).toISOString().slice(0, 19)
      const waits = start > at
      const givesUp = waits && start - at > 600
      if (!givesUp) freeAt[agent] = start + service
      const queue = waits ? `${ts(at)},${givesUp ? 300 : start - at}` : ",0"
      const end = givesUp ? ",,,ABANDONED" : `${ts(start)},${service},A${agent + 1},SERVED`
      lines.push(`${lines.length},${ts(at)},${waits ? "regular" : "unknown"},regular,PS,${queue},${end}`)
    }
  }
  // Every row that the broken lines above are made of should be of somebody who waited.
  const [header = "", ...rows] = lines
  const waited = rows.filter((row) => row.includes("regular,regular"))
  const others = rows.filter((row) => !row.includes("regular,regular"))
  return `${[header, ...waited.slice(0, 6), ...others, ...waited.slice(6)].join("\n")}\n`
}

type Answer = Scores & { readonly trainedOn: number; readonly coldStart: boolean }

async function scoresOf(...given: string[]): Promise<Answer> {
  const { code, stdout, stderr } = await runTool(...given)
  expect(stderr).toBe("")
  expect(code).toBe(0)
  return JSON.parse(stdout) as Answer
}

async function runTool(...given: string[]) {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [tool, ...given])
    return { code: 0, stdout, stderr }
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string }
  }
}
