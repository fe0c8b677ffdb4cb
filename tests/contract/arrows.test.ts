import { spawnSync } from "node:child_process"
import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join, relative } from "node:path"
import { describe, expect, it } from "vitest"
import { rooms } from "../../lint/arrows.ts"

const root = join(import.meta.dirname, "../..")
/** The composition itself: it knows every room. */
const roots = new Set(["server"])

describe("the arrows between rooms", () => {
  it("have a row for every folder with code, so that a new one is held as well", () => {
    const folders = new Set(
      globSync(
        [
          "packages/**/*.{ts,tsx}",
          "server/**/*.ts",
          "{kiosk,display,counter,office,phone}/src/**/*.{ts,tsx}",
        ],
        {
          cwd: root,
          exclude: (path) => /node_modules|\/dist\/|generated/.test(path),
        },
      ).map((file) => dirname(file).replaceAll("\\", "/")),
    )
    expect([...folders].filter((folder) => !isHeld(folder))).toEqual([])
  })

  it("lead to rooms that there are, and one way only", () => {
    for (const [room, { may }] of Object.entries(rooms))
      for (const other of may) {
        expect(Object.keys(rooms), `${room} → ${other}`).toContain(other)
        expect(reachable(other), `${other} must not lead back to ${room}`).not.toContain(room)
      }
  })

  it("never lead from the rules to a clock, a disk or a network", () => {
    const pure = Object.entries(rooms).filter(([room]) => room.startsWith("server/rules/"))
    expect(pure).toHaveLength(5)
    for (const [, { without = [] }] of pure)
      expect(without).toEqual(expect.arrayContaining(["node:*", "pg", "hono"]))
  })

  it("are held by lint: whatever is not in a room's row is refused with the reason, and the rest is not", () => {
    const { refused, every } = crossings()
    const wanted = every.filter(({ from, to }) => from !== to && !rooms[from]?.may.includes(to))
    expect(refused.length).toBeGreaterThan(500)
    expect(refused.map(({ from, to }) => `${from} → ${to}`).toSorted()).toEqual(
      wanted.map(({ from, to }) => `${from} → ${to}`).toSorted(),
    )
    for (const { from, said } of refused) expect(said).toContain(rooms[from]?.why)
  }, 60_000)
})

interface Arrow {
  readonly from: string
  readonly to: string
}

/** Lint's word on a house of the same rooms in which a file of each room imports from every other. */
function crossings(): {
  readonly every: readonly Arrow[]
  readonly refused: readonly (Arrow & { readonly said: string })[]
} {
  const house = mkdtempSync(join(tmpdir(), "giliran-arrows-"))
  try {
    symlinkSync(join(root, "node_modules"), join(house, "node_modules"))
    cpSync(join(root, "lint"), join(house, "lint"), { recursive: true })
    cpSync(join(root, "oxlint.config.ts"), join(house, "real.ts"))
    writeFileSync(
      join(house, "oxlint.config.ts"),
      `import real from "./real.ts"\nexport default { ...real, options: {} }\n`,
    )
    const names = Object.keys(rooms)
    for (const from of names) {
      const folder = join(house, sourceOf(from))
      mkdirSync(folder, { recursive: true })
      const lines = names.map((to, at) => `export { x as x${at} } from "${importOf(from, to)}"\n`)
      writeFileSync(join(folder, "crossing.ts"), lines.join(""))
    }
    const oxlint = join(root, "node_modules/oxlint/bin/oxlint")
    const places = new Set(names.map((name) => name.split("/", 1).join("")))
    const { stdout } = spawnSync(process.execPath, [oxlint, "--format", "json", ...places], {
      cwd: house,
      encoding: "utf8",
      maxBuffer: 1e8,
    })
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly Diagnostic[] }
    const refused = diagnostics
      .filter(({ code }) => code.includes("no-restricted-imports"))
      .flatMap(({ filename, message, help, labels }) => {
        const from = names.find((name) => filename.replaceAll("\\", "/") === `${sourceOf(name)}/crossing.ts`)
        const to = names[(labels[0]?.span.line ?? 0) - 1]
        return from === undefined || to === undefined ? [] : [{ from, to, said: `${message} ${help ?? ""}` }]
      })
    return { refused, every: names.flatMap((from) => names.map((to) => ({ from, to }))) }
  } finally {
    rmSync(house, { recursive: true })
  }
}

interface Diagnostic {
  readonly code: string
  readonly filename: string
  readonly message: string
  readonly help?: string
  readonly labels: readonly { readonly span: { readonly line: number } }[]
}

const sourceOf = (room: string) => (room.includes("/") ? room : `${room}/src`)

function importOf(from: string, to: string): string {
  const [place = "", name = "", ...inner] = to.split("/")
  if (place === "packages") return `@giliran/${name}/thing`
  if (place !== "server") return `@giliran/${place}/thing`
  if (!from.startsWith("server/")) return `@giliran/server/${[name, ...inner].join("/")}/thing.ts`
  const path = relative(from, to).replaceAll("\\", "/")
  return `${path === "" ? "." : path}/thing.ts`
}

function isHeld(folder: string): boolean {
  return (
    roots.has(folder) || Object.keys(rooms).some((room) => folder === room || folder.startsWith(`${room}/`))
  )
}

function reachable(room: string, seen = new Set<string>()): ReadonlySet<string> {
  for (const next of rooms[room]?.may ?? [])
    if (!seen.has(next)) {
      seen.add(next)
      reachable(next, seen)
    }
  return seen
}
