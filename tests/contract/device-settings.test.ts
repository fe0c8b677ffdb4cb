import { describe, expect, it } from "vitest"
import { keepSettings, keptSettings, settingsFrom } from "../../packages/client/device-settings.ts"

describe("a device's settings", () => {
  it("are what was told and makes sense", () => {
    expect(settingsFrom({ theme: "light", language: "en", zone: "lantai-2", counter: "VIP-1" })).toEqual({
      theme: "light",
      language: "en",
      zone: "lantai-2",
      counter: "VIP-1",
    })
  })

  it.each([
    ["nothing", null],
    ["no object", "theme"],
    ["unknown names", { colour: "red" }],
    ["unknown values", { theme: "pink", language: "xx" }],
    ["other kinds", { theme: 1, zone: ["lantai-2"], counter: {} }],
    ["what is no id", { zone: "Lantai 2", counter: "<b>" }],
    ["numbers that no printer has", { paperWidth: 112, baudRate: 1, flowControl: "none" }],
    ["what is empty", { zone: "", counter: "" }],
  ])("ignore %s", (_, told) => {
    expect(settingsFrom(told)).toEqual({})
  })

  it("read a number as kept and as an address has it", () => {
    const told = { print: "serial", paperWidth: 58, baudRate: 9600 }
    expect(settingsFrom(told)).toEqual(told)
    expect(settingsFrom({ print: "serial", paperWidth: "58", baudRate: "9600" })).toEqual(told)
    expect(settingsFrom({ print: "usb", printerLanguage: "star", flowControl: "hardware" })).toEqual({
      print: "usb",
      printerLanguage: "star",
      flowControl: "hardware",
    })
  })

  it("take how long a pixel is as a number and as it stands in an address, within what a panel can be", () => {
    expect([0.37, "0.25", 1, 0.05].map(lengthOf)).toEqual([0.37, 0.25, 1, 0.05])
    const nonsense = [0, -1, 1.01, 0.049, "", "wide", Number.NaN, null, [0.3]]
    expect(nonsense.filter((told) => lengthOf(told) !== undefined)).toEqual([])
  })

  it("are read back as they were kept", () => {
    const storage = memory()
    expect(keepSettings({ zone: "lantai-2", theme: "contrast" }, storage)).toBe(true)
    expect(keptSettings(storage)).toEqual({ zone: "lantai-2", theme: "contrast" })
  })

  it("keep no nonsense, and read none that somebody wrote by hand", () => {
    const storage = memory()
    keepSettings({ zone: "Lantai 2" }, storage)
    expect(keptSettings(storage)).toEqual({})
    expect(keptSettings({ getItem: () => "{zone:" })).toEqual({})
    expect(keptSettings({ getItem: () => "42" })).toEqual({})
  })

  it("are nothing in a browser that keeps nothing", () => {
    expect(keptSettings({ getItem: refuses })).toEqual({})
    expect(keepSettings({ zone: "lantai-2" }, { setItem: refuses })).toBe(false)
  })
})

const lengthOf = (told: unknown) => settingsFrom({ millimetresPerPixel: told }).millimetresPerPixel

function memory(): Pick<Storage, "getItem" | "setItem"> {
  const kept = new Map<string, string>()
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  }
}

function refuses(): never {
  throw new Error("storage is off")
}
