import { execFile } from "node:child_process"
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { promisify } from "node:util"
import { gzipSync } from "node:zlib"
import { afterAll, describe, expect, test } from "vitest"

const checkout = resolve(import.meta.dirname, "../..")
const tool = join(checkout, "server/tools/conform.ts")
const dataFolder = process.env["GILIRAN_DATA"] ?? resolve(checkout, "../shared/data")
const folder = mkdtempSync(join(tmpdir(), "giliran-conform-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const bankHeadStarts = ["--head-start", "priority=90,prospect=-90"]

const waiting = (...customers: readonly (readonly [seconds: number, className: string])[]) =>
  customers.map(([t, c]) => ({ t, c, s: "PS" }))

/** Taken are: the longest wait, one that a head start of 90 s puts first, one within 3 s of the best, and one that nothing explains. */
const made = [
  { id: 1, waiting: waiting([64, "regular"], [46, "regular"]), taken: 0 },
  { id: 2, waiting: waiting([64, "regular"], [30, "priority"], [10, "prospect"]), taken: 1 },
  { id: 3, waiting: waiting([50, "regular"], [48, "regular"]), taken: 1 },
  { id: 4, waiting: waiting([300, "regular"], [5, "regular"]), taken: 1 },
]

describe("conform, on decisions made up", () => {
  test.each([
    { words: ["--rule", "first-come"], agreed: 2 },
    { words: ["--rule", "head-start", ...bankHeadStarts], agreed: 3 },
    { words: ["--rule", "head-start", ...bankHeadStarts, "--tie", "0"], agreed: 2 },
    { words: ["--rule", "strict"], agreed: 3 },
    { words: ["--rule", "accumulating", "--rate", "priority=3"], agreed: 3 },
    { words: ["--rule", "accumulating", "--rate", "priority=2"], agreed: 2 },
  ])("PRESET-1 to PRESET-4: $words agrees $agreed times", async ({ words, agreed }) => {
    const answer = { decisions: 4, agreed, share: agreed / 4 }
    expect(await answerOf(fileOf("made.jsonl", made), ...words)).toEqual(answer)
  })

  test("PRESET-3: strict goes by the head starts that are given, however long others wait", async () => {
    const late = [{ waiting: waiting([9_000, "prospect"], [8_000, "regular"], [1, "priority"]), taken: 1 }]
    const file = fileOf("late.jsonl", late)
    expect(await answerOf(file, "--rule", "strict", ...bankHeadStarts)).toMatchObject({ agreed: 0 })
    const others = "regular=1,prospect=-1"
    expect(await answerOf(file, "--rule", "strict", "--head-start", others)).toMatchObject({ agreed: 1 })
  })

  test("CALL-4: of equal scores, the one who is written first", async () => {
    const alike = [0, 1].map((taken) => ({ waiting: waiting([40, "regular"], [40, "regular"]), taken }))
    const file = fileOf("alike.jsonl", alike)
    expect(await answerOf(file, "--rule", "first-come")).toMatchObject({ agreed: 2 })
  })

  test("reads gzip as well", async () => {
    const file = fileOf("made.jsonl.gz", gzipSync(linesFor(made)))
    expect(await answerOf(file, "--rule", "first-come")).toMatchObject({ decisions: 4, agreed: 2 })
  })
})

/** Guedj and Mandelbaum's bank (1999): first come first served in January, a head start of 90 s from February on. */
const january = join(dataFolder, "decisions_dev_jan01-10_ps.jsonl.gz")
const february = ["ps", "ps_nw"].map((queue) => join(dataFolder, `decisions_dev_feb04-28_${queue}.jsonl.gz`))

describe.runIf(existsSync(january))("conform, on a real bank's decisions", () => {
  test("agrees with January as first come, first served", async () => {
    const { share } = await answerOf(january, "--rule", "first-come", "--tie", "3")
    expect(share).toBeGreaterThanOrEqual(0.995)
  })

  test.each(february)("agrees with February as head start, and clearly less otherwise: %s", async (file) => {
    const headStart = await answerOf(file, "--rule", "head-start", ...bankHeadStarts, "--tie", "3")
    const firstCome = await answerOf(file, "--rule", "first-come", "--tie", "3")
    const strict = await answerOf(file, "--rule", "strict", ...bankHeadStarts, "--tie", "3")
    expect(headStart.share).toBeGreaterThanOrEqual(0.88)
    expect(firstCome.share).toBeLessThan(headStart.share - 0.1)
    expect(strict.share).toBeLessThan(headStart.share - 0.1)
  })
})

describe("conform refuses with the line, and prints nothing", () => {
  const good = JSON.stringify(made[0])
  const packed = gzipSync(linesFor(Array.from({ length: 3_000 }, (_, id) => ({ ...made[id % 4], id }))))

  test.each([
    { name: "malformed.jsonl", text: `${good}\n{"waiting":[`, says: /^line 2: this is no JSON/ },
    {
      name: "no-taken.jsonl",
      text: `${good}\n\n{"waiting":[{"t":1,"c":"a","s":"b"}]}`,
      says: /^line 3: taken/,
    },
    {
      name: "no-wait.jsonl",
      text: `{"waiting":[{"c":"a","s":"b"}],"taken":0}`,
      says: /^line 1: waiting\.0\.t/,
    },
    { name: "nobody.jsonl", text: `{"waiting":[],"taken":0}`, says: /^line 1: waiting/ },
    {
      name: "too-far.jsonl",
      text: good.replace('"taken":0', '"taken":2'),
      says: /^line 1: taken is 2, but only 2/,
    },
    { name: "before.jsonl", text: good.replace('"taken":0', '"taken":-1'), says: /^line 1: taken/ },
    { name: "empty.jsonl", text: "", says: /^line 1: the file is empty/ },
    {
      name: "cut.jsonl.gz",
      text: packed.subarray(0, packed.length / 2),
      says: /^line \d+: the gzip file is/,
    },
  ])("$name", async ({ name, text, says }) => {
    const { code, stdout, stderr } = await run(fileOf(name, text), "--rule", "first-come")
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
    expect(stderr).toMatch(says)
  })

  test.each([
    { words: ["--rule", "longest-first"], says: /--rule should be one of head-start, .*"longest-first"/ },
    { words: [], says: /--rule should be one of/ },
    { words: ["--rule", "head-start", "--head-start", "priority:90"], says: /should be like priority=90/ },
    { words: ["--rule", "first-come", "--tie", "soon"], says: /--tie should be a number/ },
    { words: ["--rule", "first-come", "--quick"], says: /--quick[^]*pnpm conform FILE/ },
    { words: ["another.jsonl", "--rule", "first-come"], says: /pnpm conform FILE/ },
  ])("arguments: $words", async ({ words, says }) => {
    const { code, stdout, stderr } = await run(fileOf("made.jsonl", made), ...words)
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
    expect(stderr).toMatch(says)
  })
})

function linesFor(decisions: readonly object[]): string {
  return decisions.map((decision) => JSON.stringify(decision)).join("\n")
}

function fileOf(name: string, content: string | Uint8Array | readonly object[]): string {
  const file = join(folder, name)
  writeFileSync(file, Array.isArray(content) ? linesFor(content) : (content as string | Uint8Array))
  return file
}

async function answerOf(...given: string[]) {
  const { code, stdout, stderr } = await run(...given)
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
  return JSON.parse(stdout) as { readonly decisions: number; readonly agreed: number; readonly share: number }
}

async function run(...given: string[]) {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [tool, ...given])
    return { code: 0, stdout, stderr }
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string }
  }
}
