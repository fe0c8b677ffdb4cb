import type { Instant, TicketId } from "@giliran/contract/basics"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  type Line,
  type LineKey,
  compareKeys,
  countWhile,
  emptyLine,
  headOf,
  inOrder,
  insertInto,
  nthOf,
  removeFrom,
  sizeOf,
} from "../../server/rules/day/waiting-line.ts"

const keyOf = (arrivedAt: number, order: number, tie: number): LineKey => ({
  arrivedAt: arrivedAt as Instant,
  order,
  tie,
})

/** Few values each, so that places are often alike in part and often taken. */
const places = fc.record({
  isLeaving: fc.integer({ min: 0, max: 9 }).map((n) => n < 4),
  key: fc.tuple(fc.nat(6), fc.nat(6), fc.nat(3)).map((parts) => keyOf(...parts)),
})

const ticketAt = (key: LineKey) => `${key.arrivedAt}-${key.order}-${key.tie}` as TicketId

describe("a waiting line", () => {
  it("PLACE-1: is a sorted list, whatever comes and leaves, and stays in balance", () => {
    fc.assert(
      fc.property(fc.array(places, { maxLength: 200 }), (moves) => {
        let line: Line = emptyLine
        let model: LineKey[] = []
        for (const { isLeaving, key } of moves) {
          const isTaken = model.some((other) => compareKeys(other, key) === 0)
          const before = line
          if (isLeaving && isTaken) {
            line = removeFrom(line, key)
            model = model.filter((other) => compareKeys(other, key) !== 0)
          } else if (!isTaken) {
            line = insertInto(line, key, ticketAt(key))
            model = [...model, key].toSorted(compareKeys)
          }
          expect(sizeOf(before), "the old line is as it was").toBe(Array.from(inOrder(before)).length)
          expectBalance(line)
        }
        expect(Array.from(inOrder(line), ({ ticketId }) => ticketId)).toEqual(model.map(ticketAt))
        expect(headOf(line)?.ticketId ?? null).toBe(model[0] ? ticketAt(model[0]) : null)
        for (const [n, key] of model.entries()) {
          expect(nthOf(line, n)?.ticketId).toBe(ticketAt(key))
          expect(countWhile(line, (other) => compareKeys(other, key) < 0)).toBe(n)
        }
        expect(nthOf(line, model.length)).toBeNull()
      }),
      { numRuns: 300 },
    )
  })

  it("nobody stands where somebody stands already", () => {
    const place = keyOf(1, 1, 0)
    const line = insertInto(emptyLine, place, ticketAt(place))
    expect(() => insertInto(line, place, ticketAt(place))).toThrow("Two tickets at one place")
  })

  it("nobody leaves a place where nobody stands", () => {
    expect(() => removeFrom(emptyLine, keyOf(1, 1, 0))).toThrow("No ticket at that place")
  })

  it("of 10,000 who came one after another is at most 30 deep", () => {
    let line: Line = emptyLine
    for (let n = 0; n < 10_000; n++) line = insertInto(line, keyOf(n, 0, 0), ticketAt(keyOf(n, 0, 0)))
    expect(depthOf(line)).toBeLessThanOrEqual(30)
    for (let n = 0; n < 9_000; n++) line = removeFrom(line, keyOf(n, 0, 0))
    expect(sizeOf(line)).toBe(1_000)
    expectBalance(line)
  })
})

/** No side is more than three times as heavy as the other. */
function expectBalance(line: Line): void {
  if (line === null) return
  const left = sizeOf(line.left) + 1
  const right = sizeOf(line.right) + 1
  if (left > 3 * right || right > 3 * left) throw new Error(`Out of balance: ${left} to ${right}`)
  expectBalance(line.left)
  expectBalance(line.right)
}

function depthOf(line: Line): number {
  return line === null ? 0 : 1 + Math.max(depthOf(line.left), depthOf(line.right))
}
