/**
 * Who comes to a simulated day, as columns: one row a wait, so a customer who is sent on has a row for each service. The first
 * `rootCount` rows come by themselves, in order of time; the others follow one of them.
 *
 * Columns and not objects: a million customers are a few typed arrays, made once and filled again for the next day.
 */
export interface Load {
  readonly count: number
  readonly rootCount: number
  /** When it begins to wait; of a row that follows another, not known before it happens. */
  readonly entersAt: Float64Array
  /** The line it waits in, by its place in the shop's list. */
  readonly line: Uint16Array
  /** From its call until the counter is free again: walk and service, or the vain wait for a no-show. */
  readonly holdMs: Float64Array
  /** The moment at which it gives up waiting; null when nobody ever does. */
  readonly leavesAt: Float64Array | null
  /** Places other than those by order of coming; null when there are none. */
  readonly spots: Spots | null
  readonly follow: Follow | null
}

/** A place in line, as the rules have it (PLACE-1): compared by these three, in this order. */
export interface Spots {
  /** Not a number: as if it had come when it entered. */
  readonly arrivedAt: Float64Array
  readonly order: Int32Array
  readonly tie: Int32Array
  /** The line of its service, for when nobody is there whom it was meant for. */
  readonly homeLine: Uint16Array
}

/** The row that begins when this one has been served, so much later: a transfer, a return, the rest of a parked service. */
export interface Follow {
  /** −1: none. */
  readonly row: Int32Array
  readonly afterMs: Float64Array
}

/** What became of each row of the load. */
export interface Outcome {
  readonly enteredAt: Float64Array
  /** Not a number: never called. */
  readonly calledAt: Float64Array
  /** How many who came later were called before it, each by a counter that might have called it instead. */
  readonly overtakenBy: Int32Array
  /** Calls that the cap decided. */
  readonly capHits: number
}

/** Writes a load of customers who come once, row by row in order of time; for the next day it begins again in the same columns. */
export class LoadWriter {
  #entersAt = new Float64Array(1024)
  #line = new Uint16Array(1024)
  #holdMs = new Float64Array(1024)
  #leavesAt = new Float64Array(1024)
  #count = 0
  #isPatient = true

  begin(): void {
    this.#count = 0
    this.#isPatient = true
  }

  add(entersAt: number, line: number, holdMs: number, leavesAt: number): void {
    const row = this.#count++
    if (row === this.#entersAt.length) this.#grow()
    this.#entersAt[row] = entersAt
    this.#line[row] = line
    this.#holdMs[row] = holdMs
    this.#leavesAt[row] = leavesAt
    if (leavesAt !== Number.POSITIVE_INFINITY) this.#isPatient = false
  }

  get load(): Load {
    return {
      count: this.#count,
      rootCount: this.#count,
      entersAt: this.#entersAt,
      line: this.#line,
      holdMs: this.#holdMs,
      leavesAt: this.#isPatient ? null : this.#leavesAt,
      spots: null,
      follow: null,
    }
  }

  #grow(): void {
    const size = 2 * this.#entersAt.length
    this.#entersAt = copyInto(new Float64Array(size), this.#entersAt)
    this.#line = copyInto(new Uint16Array(size), this.#line)
    this.#holdMs = copyInto(new Float64Array(size), this.#holdMs)
    this.#leavesAt = copyInto(new Float64Array(size), this.#leavesAt)
  }
}

function copyInto<Column extends Float64Array | Uint16Array>(target: Column, source: Column): Column {
  target.set(source)
  return target
}
