import { describe, expect, it } from "vitest"
import { commandOfKey, DESK_COMMANDS, KEYS } from "../../counter/src/shortcuts.ts"

const press = { key: " ", isRepeat: false, hasModifier: false, isTyping: false }

describe("the desk's keys", () => {
  it("knows Space and N as the one big button, in either case", () => {
    expect([" ", "n", "N"].map((key) => commandOfKey({ ...press, key }, true))).toEqual([
      "primary",
      "primary",
      "primary",
    ])
  })

  it("gives no key two meanings", () => {
    const keys = DESK_COMMANDS.flatMap((command) => KEYS[command])
    expect(new Set(keys).size).toBe(keys.length)
  })

  it.each(["isRepeat", "hasModifier", "isTyping"] as const)("does nothing when %s", (reason) => {
    expect(commandOfKey({ ...press, key: "x", [reason]: true }, true)).toBeNull()
  })

  it("leaves only help when shortcuts are off", () => {
    const on = DESK_COMMANDS.filter((command) => commandOfKey({ ...press, key: KEYS[command][0] }, false))
    expect(on).toEqual(["help"])
  })
})
