import type { Instant, TicketId } from "@giliran/contract/basics"

/**
 * A waiting line: tickets in the order of their places, as a persistent weight-balanced tree. Every change makes a new
 * line and shares all but O(log n) of the old one, so a branch with 100,000 tickets decides as fast as one with ten,
 * and the tree's own weights answer "how many are ahead" without a walk.
 *
 * Balance after Hirai and Yamamoto, "Balancing weight-balanced trees" (2011): delta 3, gamma 2.
 */
export type Line = Node | null

export interface LineKey {
  readonly arrivedAt: Instant
  readonly order: number
  readonly tie: number
}

interface Node {
  readonly key: LineKey
  readonly ticketId: TicketId
  readonly left: Line
  readonly right: Line
  readonly size: number
}

export const emptyLine: Line = null

export function sizeOf(line: Line): number {
  return line === null ? 0 : line.size
}

export function insertInto(line: Line, key: LineKey, ticketId: TicketId): Line {
  if (line === null) return node(key, ticketId, null, null)
  const side = compareKeys(key, line.key)
  if (side === 0) throw new Error(`Two tickets at one place: ${line.ticketId} and ${ticketId}`)
  return side < 0
    ? balanced(line, insertInto(line.left, key, ticketId), line.right)
    : balanced(line, line.left, insertInto(line.right, key, ticketId))
}

export function removeFrom(line: Line, key: LineKey): Line {
  if (line === null) throw new Error("No ticket at that place")
  const side = compareKeys(key, line.key)
  if (side < 0) return balanced(line, removeFrom(line.left, key), line.right)
  if (side > 0) return balanced(line, line.left, removeFrom(line.right, key))
  if (line.left === null) return line.right
  if (line.right === null) return line.left
  const next = firstOf(line.right)
  return balanced(next, line.left, removeFrom(line.right, next.key))
}

/** The ticket that is longest in line. */
export function headOf(line: Line): { readonly key: LineKey; readonly ticketId: TicketId } | null {
  return line === null ? null : firstOf(line)
}

/** How many stand at the front for whom this holds: it must hold for nobody behind one for whom it does not. */
export function countWhile(line: Line, holds: (key: LineKey) => boolean): number {
  let count = 0
  for (let at = line; at !== null;) {
    if (holds(at.key)) {
      count += sizeOf(at.left) + 1
      at = at.right
    } else at = at.left
  }
  return count
}

/** The n-th ticket in line, from 0. */
export function nthOf(line: Line, n: number): { readonly key: LineKey; readonly ticketId: TicketId } | null {
  let rest = n
  for (let at = line; at !== null;) {
    const before = sizeOf(at.left)
    if (rest === before) return at
    if (rest < before) at = at.left
    else {
      rest -= before + 1
      at = at.right
    }
  }
  return null
}

/** Every ticket in line, longest in line first. */
export function* inOrder(line: Line): Generator<{ readonly key: LineKey; readonly ticketId: TicketId }> {
  const path: Node[] = []
  for (let at: Line = line; at !== null || path.length > 0;) {
    for (; at !== null; at = at.left) path.push(at)
    const next = path.pop()
    if (next === undefined) return
    yield next
    at = next.right
  }
}

export function compareKeys(a: LineKey, b: LineKey): number {
  return a.arrivedAt - b.arrivedAt || a.order - b.order || a.tie - b.tie
}

function firstOf(line: Node): Node {
  let at = line
  while (at.left !== null) at = at.left
  return at
}

function node(key: LineKey, ticketId: TicketId, left: Line, right: Line): Node {
  return { key, ticketId, left, right, size: sizeOf(left) + sizeOf(right) + 1 }
}

const delta = 3
const gamma = 2

function isTooLight(light: Line, heavy: Line): boolean {
  return delta * (sizeOf(light) + 1) < sizeOf(heavy) + 1
}

function balanced(root: Node, left: Line, right: Line): Node {
  if (right !== null && isTooLight(left, right)) {
    const inner = right.left
    if (inner === null || sizeOf(inner) + 1 < gamma * (sizeOf(right.right) + 1))
      return node(right.key, right.ticketId, node(root.key, root.ticketId, left, inner), right.right)
    return node(
      inner.key,
      inner.ticketId,
      node(root.key, root.ticketId, left, inner.left),
      node(right.key, right.ticketId, inner.right, right.right),
    )
  }
  if (left !== null && isTooLight(right, left)) {
    const inner = left.right
    if (inner === null || sizeOf(inner) + 1 < gamma * (sizeOf(left.left) + 1))
      return node(left.key, left.ticketId, left.left, node(root.key, root.ticketId, inner, right))
    return node(
      inner.key,
      inner.ticketId,
      node(left.key, left.ticketId, left.left, inner.left),
      node(root.key, root.ticketId, inner.right, right),
    )
  }
  return node(root.key, root.ticketId, left, right)
}
