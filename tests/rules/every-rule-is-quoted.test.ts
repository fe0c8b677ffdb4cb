import { readFileSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"

const rulesFolder = join(import.meta.dirname, "../../server/rules")
const testsFolder = import.meta.dirname

const known = new Set(
  Array.from(read(rulesFolder, "RULES.md").matchAll(/^- \*\*([A-Z]+-\d+)\*\* /gm), ([, rule = ""]) => rule),
)
/** Rules about whole days are judged where days are simulated and kept. */
const testFolders = [testsFolder, join(testsFolder, "../simulator"), join(testsFolder, "../server")]
const testFiles = testFolders.flatMap((folder) =>
  filesOf(folder, ".test.ts").map((file) => read(folder, file)),
)
const testNames = testFiles.flatMap((text) =>
  Array.from(
    text.matchAll(/\b(?:it|test)(?:\.each\([\s\S]*?\))?\(\s*(["'`])([\s\S]*?)\1/g),
    ([, , name = ""]) => name,
  ),
)

describe("RULES.md", () => {
  it("numbers its rules once each", () => {
    const numbers = read(rulesFolder, "RULES.md").match(/^- \*\*[A-Z]+-\d+\*\*/gm) ?? []
    expect(numbers.length).toBeGreaterThan(50)
    expect(known.size).toBe(numbers.length)
  })

  it.each([...known])("%s is quoted in the name of a test", (rule) => {
    expect(testNames.filter((name) => numbersIn(name).includes(rule))).not.toEqual([])
  })

  it("knows every number that the rules and their tests quote", () => {
    const quoted = [...sources(rulesFolder), ...sources(testsFolder)].flatMap(({ file, text }) =>
      numbersIn(text).map((rule) => ({ file, rule })),
    )
    expect(quoted.filter(({ rule }) => !known.has(rule))).toEqual([])
  })
})

function numbersIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/\b[A-Z]{3,}-\d+\b/g), ([rule]) => rule)
}

function sources(folder: string): readonly { file: string; text: string }[] {
  return filesOf(folder, ".ts").map((file) => ({ file, text: read(folder, file) }))
}

function filesOf(folder: string, ending: string): readonly string[] {
  return readdirSync(folder).filter((file) => file.endsWith(ending))
}

function read(folder: string, file: string): string {
  return readFileSync(join(folder, file), "utf8")
}
