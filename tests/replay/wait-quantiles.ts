/** Waits in whole seconds: how many, the median, nine in ten, ninety-nine in a hundred, and the longest. */
export interface WaitQuantiles {
  readonly n: number
  readonly p50: number
  readonly p90: number
  readonly p99: number
  readonly max: number
}

export function quantilesOf(waitsMs: readonly number[]): WaitQuantiles {
  const sorted = waitsMs.toSorted((a, b) => a - b)
  const at = (share: number) =>
    Math.round((sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0) / 1000)
  return { n: sorted.length, p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) }
}
