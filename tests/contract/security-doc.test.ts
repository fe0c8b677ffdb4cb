import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"

/** What docs/security.md says is proven, is proven by a test that is there. */
const root = join(import.meta.dirname, "..", "..")
const text = readFileSync(join(root, "docs", "security.md"), "utf8")

/** `server/tls: serves https with HSTS, and wss` is that test in tests/server/tls.test.ts. */
const named = [...text.matchAll(/`((?:server|browser|rules|contract|simulator)\/[a-z-]+): ([^`]+)`/g)].map(
  ([, file = "", title = ""]) => ({ file, title }),
)

/** Of ASVS 5.0.0, the requirements of levels 1 and 2: chapter → section → how many, and which of them are of level 3. */
const levels: Readonly<Record<number, readonly (readonly [count: number, levelThree: readonly number[]])[]>> =
  {
    1: [
      [2, []],
      [10, [10]],
      [12, [12]],
      [3, []],
      [3, [3]],
    ],
    2: [
      [3, []],
      [3, []],
      [5, [5]],
      [2, [2]],
    ],
    3: [
      [1, [1]],
      [3, [3]],
      [5, [5]],
      [8, [7, 8]],
      [8, [6, 7, 8]],
      [1, [1]],
      [5, [3, 4, 5]],
    ],
    4: [
      [5, [4, 5]],
      [5, [2, 3, 4, 5]],
      [2, []],
      [4, []],
    ],
    5: [
      [1, []],
      [6, [4, 5, 6]],
      [3, [3]],
      [3, []],
    ],
    6: [
      [3, []],
      [12, []],
      [8, [5, 6, 7, 8]],
      [6, [5, 6]],
      [8, [6, 7, 8]],
      [4, [4]],
      [2, [1, 2]],
      [4, []],
    ],
    7: [
      [3, []],
      [4, []],
      [2, []],
      [5, []],
      [3, [3]],
      [2, []],
    ],
    8: [
      [4, [3, 4]],
      [4, [4]],
      [3, [2, 3]],
      [2, [2]],
    ],
    9: [
      [3, []],
      [4, []],
    ],
    10: [
      [2, []],
      [3, [3]],
      [5, [5]],
      [16, [12, 13, 14, 15, 16]],
      [5, []],
      [2, []],
      [3, []],
    ],
    11: [
      [4, [3, 4]],
      [5, [4, 5]],
      [5, [4, 5]],
      [4, []],
      [2, [2]],
      [2, [2]],
      [2, [1, 2]],
    ],
    12: [
      [5, [4, 5]],
      [2, []],
      [5, [5]],
    ],
    13: [
      [4, [2, 3, 4]],
      [6, [6]],
      [4, [3, 4]],
      [7, [6, 7]],
    ],
    14: [
      [2, []],
      [8, [5, 6, 7, 8]],
      [3, []],
    ],
    15: [
      [5, [4, 5]],
      [5, [4, 5]],
      [7, []],
      [4, [1, 2, 3, 4]],
    ],
    16: [
      [1, []],
      [5, []],
      [4, []],
      [3, []],
      [4, [4]],
    ],
    17: [
      [2, [2]],
      [8, [5, 6, 7, 8]],
      [2, []],
    ],
  }

const required = Object.entries(levels).flatMap(([chapter, sections]) =>
  sections.flatMap(([count, levelThree], index) =>
    Array.from({ length: count }, (_, n) => n + 1)
      .filter((n) => !levelThree.includes(n))
      .map((n) => `V${chapter}.${index + 1}.${n}`),
  ),
)

describe("docs/security.md", () => {
  test("names tests that are there, each by its file and title", () => {
    expect(named.length).toBeGreaterThan(100)
    const titles = new Map<string, ReadonlySet<string>>()
    const missing = named.filter(({ file, title }) => {
      const known = titles.get(file) ?? titlesIn(join(root, "tests", `${file}.test.ts`))
      titles.set(file, known)
      return !known.has(title)
    })
    expect(missing).toEqual([])
  })

  test("has every requirement of ASVS 5.0.0 at levels 1 and 2 in its table, once", () => {
    const inTable = text
      .split("\n")
      .filter((line) => /^\| V\d/.test(line))
      .flatMap((line) => line.split("|")[1]?.trim().split(" ") ?? [])
    expect(required).toHaveLength(253)
    expect(required.filter((id) => !inTable.includes(id))).toEqual([])
    expect(inTable.toSorted()).toEqual(required.toSorted())
  })

  test("names files that are there", () => {
    const paths = [...text.matchAll(/`((?:server|tests|deploy)\/[\w/.-]+\.\w+|pnpm-[\w.-]+\.yaml)`/g)].map(
      ([, path = ""]) => path,
    )
    expect(paths.length).toBeGreaterThan(5)
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([])
  })
})

/** What stands first in a `test(…)`, `it(…)`, `describe(…)` or after the table of a `test.each(…)`. */
function titlesIn(file: string): ReadonlySet<string> {
  const source = existsSync(file) ? readFileSync(file, "utf8") : ""
  const found = source.matchAll(/(?:\b(?:test|it|describe)|\))\(\s*"((?:[^"\\]|\\.)*)"/g)
  return new Set(Array.from(found, ([, title = ""]) => JSON.parse(`"${title}"`) as string))
}
