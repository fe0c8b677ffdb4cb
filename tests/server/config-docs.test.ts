import { readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { variableRows } from "../../server/config/variables.ts"

const root = join(import.meta.dirname, "../..")
const variables = new Map(variableRows)
/** A secret's file is named by a variable as well. */
const names = new Set([
  ...variables.keys(),
  ...variableRows.flatMap(([name, { secret }]) => (secret === "or-file" ? [`${name}_FILE`] : [])),
])

/** What people read before they set a variable. */
const texts = new Map(
  ["README.md", "SECURITY.md", ...filesIn("docs"), ...filesIn("deploy")].map((file) => [file, textOf(file)]),
)

/** Variables of other programs, and words that only look like one. */
const notOurs = new Set([
  "AF_INET",
  "AF_INET6",
  "AF_UNIX",
  "DEBIAN_FRONTEND",
  "ID_USB_INTERFACES",
  "MALLOC_ARENA_MAX",
  "STATE_DIRECTORY",
  // Of the build, and of a kiosk's machine: the server reads none of them.
  "GILIRAN_LANGUAGES",
  "SCREEN_SCALE",
  "SCREEN_TURNS",
  "SCREEN_URL",
  // Any secret's file.
  "NAME_FILE",
])

describe("the documents", () => {
  const readme = rowsUnder(textOf("README.md"), "| environment | default | meaning |")
  const limits = rowsUnder(textOf("docs/security.md"), "| what | by | default | variable |")
  const keys = rowsUnder(
    textOf("docs/security.md"),
    "| key or secret | kind | made | where | used for | when it is lost or stolen |",
  )

  test("list every variable that there is, and no other", () => {
    const listed = [
      ...readme.flatMap(([first = ""]) => variablesIn(first)),
      ...limits.flatMap((cells) => variablesIn(cells[3] ?? "")),
    ]
    expect([...variables.keys()].filter((name) => !listed.includes(name))).toEqual([])
    expect(listed.filter((name) => !names.has(name))).toEqual([])
  })

  test("give each the default that it has", () => {
    const told = readme.map(([first = "", usual = ""]) => [defaultsOf(first), wordsIn(usual).filter(isValue)])
    expect(told.filter(([usual]) => usual?.length !== 0).length).toBeGreaterThan(8)
    for (const [usual, said] of told) expect(said).toEqual(usual)

    const counted = limits.filter((cells) => variablesIn(cells[3] ?? "").length > 0)
    expect(counted.length).toBeGreaterThan(4)
    for (const [, , usual = "", last = ""] of counted)
      expect(usual.replaceAll(",", "").match(/\d+/g)?.slice(0, variablesIn(last).length)).toEqual(
        defaultsOf(last),
      )
  })

  test("say by the way what is so", () => {
    const [idle, hours] = defaultsOf("`SESSION_IDLE_MINUTES`, `SESSION_HOURS`")
    expect(textOf("docs/security.md")).toContain(
      `${idle} minutes idle and ${hours} hours in any case (\`SESSION_IDLE_MINUTES\`, \`SESSION_HOURS\`)`,
    )
    const [days] = defaultsOf("`KEEP_SESSIONS_DAYS`")
    expect(textOf("docs/privacy.md")).toContain(`\`KEEP_SESSIONS_DAYS\` (${days})`)
  })

  test("tell where every secret is kept, and what when it is stolen", () => {
    const told = keys.flatMap(([first = ""]) => variablesIn(first))
    const secret = variableRows.flatMap(([name, row]) => (row.secret === undefined ? [] : [name]))
    // An address; only a mistaken one has a password in it.
    expect(secret.filter((name) => !told.includes(name))).toEqual(["CUSTOMER_DIRECTORY_URL"])
    // A file that stays the operator's, where every other is a secret.
    expect(told.filter((name) => !secret.includes(name))).toEqual(["TLS_KEY_FILE"])
  })

  test.each([...texts.keys()])("%s names no variable that is none", (file) => {
    const words = (texts.get(file) ?? "").match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g) ?? []
    expect(words.filter((word) => !names.has(word) && !notOurs.has(word))).toEqual([])
  })

  test("give examples that the server takes", () => {
    const examples = [...texts].flatMap(([file, text]) =>
      [...text.matchAll(/(?<![\w"])([A-Z][A-Z_]+)=([^\s`,]+)/g)].map(([, name = "", value = ""]) => ({
        file,
        name,
        value,
      })),
    )
    const ours = examples.filter(({ name }) => variables.has(name))
    expect(ours.length).toBeGreaterThan(10)
    for (const { file, name, value } of ours)
      expect([file, name, value, isTaken(name, value)]).toContain(true)
  })
})

describe("the table", () => {
  test("gives examples and defaults that it takes itself", () => {
    const examples = variableRows.flatMap(([, { advice }]) =>
      [...advice.matchAll(/([A-Z][A-Z_]+)=(?:'([^']+)'|"([^"]+)"|([^\s;]+))/g)].map(
        ([, name = "", ...values]) => [name, values.find(Boolean) ?? ""],
      ),
    )
    expect(examples.length).toBeGreaterThan(15)
    const defaults = variableRows.flatMap(([name, row]) =>
      row.default === null ? [] : [[name, row.default]],
    )
    for (const [name = "", value = ""] of [...examples, ...defaults])
      expect([name, value, isTaken(name, value)]).toContain(true)
  })
})

function isTaken(name: string, value: string): boolean {
  return variables.get(name)?.schema.safeParse(value).success ?? false
}

function textOf(file: string): string {
  return readFileSync(join(root, file), "utf8")
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((file) => statSync(join(root, file)).isFile() && !/\.(png|jpg|svg)$/.test(file))
    .map((file) => file.replaceAll("\\", "/"))
}

/** The cells of every row of each table with this head. */
function rowsUnder(text: string, head: string): readonly (readonly string[])[] {
  const lines = text.split("\n")
  return lines.flatMap((line, at) => {
    if (line !== head) return []
    const after = lines.slice(at + 2)
    return after
      .slice(
        0,
        after.findIndex((row) => !row.startsWith("|")),
      )
      .map((row) =>
        row
          .split("|")
          .slice(1, -1)
          .map((cell) => cell.trim()),
      )
  })
}

function wordsIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, word = ""]) => word)
}

/** `…_FILE` is the file of the one before it. */
function variablesIn(cell: string): readonly string[] {
  return wordsIn(cell)
    .map((word, at, all) => (word === "…_FILE" ? `${all[at - 1]}_FILE` : word))
    .filter((word) => /^[A-Z_]+$/.test(word))
}

function isValue(word: string): boolean {
  return !variables.has(word)
}

function defaultsOf(cell: string): readonly string[] {
  return variablesIn(cell).flatMap((name) => variables.get(name)?.default ?? [])
}
