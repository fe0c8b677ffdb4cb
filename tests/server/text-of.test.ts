import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { afterAll, describe, expect, test } from "vitest"
import { linesOf, textOf } from "../../server/tools/text-of.ts"

const folder = mkdtempSync(join(tmpdir(), "giliran-text-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const lines = Array.from({ length: 2_000 }, (_, index) => `${index},${(index * 7919) % 1013}`).join("\n")

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

describe("the text of a file", () => {
  test("is the same plain and as gzip", () => {
    expect(textOf(file("plain.csv", lines))).toBe(lines)
    expect(textOf(file("packed.csv.gz", gzipSync(lines)))).toBe(lines)
  })

  test("comes in numbered lines; empty ones are left out and still counted", () => {
    expect(linesOf(file("gaps.jsonl", "one\n\r\n\nfour\r\n"))).toEqual([
      { number: 1, text: "one" },
      { number: 4, text: "four" },
    ])
  })

  test("of a gzip cut short is refused, with the line where it ends", () => {
    const packed = gzipSync(lines)
    const cut = file("cut.csv.gz", packed.subarray(0, packed.length / 2))
    const line = /^line (\d+): the gzip file is damaged or cut short here\.$/
    expect(() => textOf(cut)).toThrow(line)
    const [, number] = line.exec(mistakeOf(() => textOf(cut))) ?? []
    expect(Number(number)).toBeGreaterThan(500)
    expect(Number(number)).toBeLessThan(1_500)
  })

  test("of what is no gzip at all is refused", () => {
    expect(() => textOf(file("fake.gz", lines))).toThrow(
      "line 1: the gzip file is damaged or cut short here.",
    )
  })

  test("of a file that is not there, empty or no text is refused", () => {
    expect(() => textOf(join(folder, "nowhere.csv"))).toThrow("there is no such file")
    expect(() => textOf(folder)).toThrow("the file cannot be read (EISDIR)")
    expect(() => linesOf(file("empty.jsonl", "\n\n"))).toThrow("line 1: the file is empty.")
    expect(() => textOf(file("binary.csv", Uint8Array.of(0x41, 0xff, 0xfe)))).toThrow("no text in UTF-8")
  })
})

function mistakeOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return ""
}
