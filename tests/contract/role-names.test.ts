import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"

/**
 * One table says who may do what (server/access/roles.ts). No other source asks for a role by its name: a second authority would
 * begin there. What a role may is asked by `may`, what it is by a property of its row; a page draws what the server names.
 */
const root = join(import.meta.dirname, "..", "..")
const folders = ["server", "packages", "kiosk", "display", "counter", "office", "phone"]
const isOther = /(^|\/)(node_modules|dist|generated|simulator|languages)(\/|$)/

/** Where roles are named, and why. */
const mayName = new Set([
  // The names themselves, and the table.
  "packages/contract/role-names.ts",
  "server/access/roles.ts",
  // An example of what to write.
  "server/config/variables.ts",
  // Makes the demo's manager, and gives the demo's screens their keys.
  "server/demo/demo-manager.ts",
  "server/demo/demo-session.ts",
])

const sources = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((file) => /\.tsx?$/.test(file) && !isOther.test(file)),
)

describe("a role", () => {
  test("of staff is called by its name in the table only", () => {
    expect(sources.length).toBeGreaterThan(400)
    const found = sources.filter((file) => !mayName.has(file)).flatMap((file) => namings(file))
    expect(found).toEqual([])
  })

  test("is named there: what is looked for would be found", () => {
    for (const file of ["packages/contract/role-names.ts", "server/access/roles.ts"])
      expect(readFileSync(join(root, file), "utf8")).toMatch(/\bmanager\b/)
    const second = [
      `caller.role === "kiosk"`,
      `if ("teller" === grant.role) return`,
      `grants.some(({ role }) => role !== 'display')`,
      `new Set(["supervisor"])`,
      `WHERE role = 'admin'`,
      `switch (caller.role) {`,
      `["kiosk", "display"].includes(caller.role)`,
      `helpers.has(grant.role)`,
    ]
    expect(second.filter((line) => !isSecond(line))).toEqual([])
    const others = [`screen === "counter"`, `audience.for === "teller"`, `roles[caller.role].deeds.has(deed)`]
    expect(others.filter(isSecond)).toEqual([])
  })
})

function namings(file: string): readonly string[] {
  return readFileSync(join(root, file), "utf8")
    .split("\n")
    .flatMap((line, at) => (isSecond(withoutComment(line)) ? [`${file}:${at + 1} ${line.trim()}`] : []))
}

/** Words that mean nothing but a role; a role that is compared with any of its names, or looked up in a list of them. */
function isSecond(line: string): boolean {
  return (
    /(["'])(greeter|supervisor|manager|admin|auditor)\1/.test(line) ||
    /\brole\b\s*(===|!==|=)\s*["'](teller|kiosk|display|counter|customer)["']/.test(line) ||
    /["'](teller|kiosk|display|counter|customer)["']\s*(===|!==)\s*[\w.?]*\brole\b/.test(line) ||
    /switch \([\w.]*\brole\b\)/.test(line) ||
    /\.(has|includes)\([\w.]*\brole\b\)/.test(line)
  )
}

function withoutComment(line: string): string {
  return /^\s*(\/\/|\/?\*)/.test(line) ? "" : line
}
