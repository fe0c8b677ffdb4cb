/**
 * Seeded random numbers: sfc32, "small fast counter", 128 bits of state, by Chris Doty-Humphrey (PractRand, 2010); it passes
 * PractRand and BigCrush, and every seed has a period of at least 2^32 numbers. The same seed gives the same day on any machine.
 *
 * A stream is named by the seed, the day simulated and what it is for, so that each of two variants that are compared sees
 * the same customers with the same needs (common random numbers): only what was changed differs.
 */
export class Random {
  // In a typed array, because a field that holds more than 31 bits would be boxed at every number drawn.
  readonly #state = new Uint32Array(4)
  #spare = Number.NaN

  constructor(seed: number, day = 0, stream = 0) {
    this.restart(seed, day, stream)
  }

  restart(seed: number, day: number, stream: number): void {
    this.#state[0] = mixed(seed)
    this.#state[1] = mixed(day + 0x9e3779b9)
    this.#state[2] = mixed(stream + 0x7f4a7c15)
    this.#state[3] = 1
    this.#spare = Number.NaN
    for (let round = 0; round < warmUp; round++) this.uniform()
  }

  /** Above 0 and below 1, in steps of 2^-32. */
  uniform(): number {
    const state = this.#state
    const a = state[0] ?? 0
    const b = state[1] ?? 0
    const c = state[2] ?? 0
    const counter = state[3] ?? 0
    const drawn = (a + b + counter) | 0
    state[0] = b ^ (b >>> 9)
    state[1] = (c + (c << 3)) | 0
    state[2] = (((c << 21) | (c >>> 11)) + drawn) | 0
    state[3] = (counter + 1) | 0
    return ((drawn >>> 0) + 0.5) * 2.3283064365386963e-10
  }

  /** Exponential, mean 1, by inversion: one number a draw, so that streams stay in step. */
  exponential(): number {
    return -Math.log(this.uniform())
  }

  /** Normal, mean 0, deviation 1, by Box and Muller (1958), the second of each pair kept for the next time. */
  normal(): number {
    const spare = this.#spare
    if (!Number.isNaN(spare)) {
      this.#spare = Number.NaN
      return spare
    }
    const radius = Math.sqrt(2 * this.exponential())
    const angle = 2 * Math.PI * this.uniform()
    this.#spare = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }
}

const warmUp = 15

/** The finalizer of MurmurHash3 (Appleby, 2011): neighbouring seeds give unlike states. */
function mixed(word: number): number {
  let at = word | 0
  at = Math.imul(at ^ (at >>> 16), 0x85ebca6b)
  at = Math.imul(at ^ (at >>> 13), 0xc2b2ae35)
  return (at ^ (at >>> 16)) >>> 0
}
