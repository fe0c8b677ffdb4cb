import { globSync } from "node:fs"
import { dirname, join } from "node:path"
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
})

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
