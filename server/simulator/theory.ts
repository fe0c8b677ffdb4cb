/**
 * What the books say about waits, to judge the simulator by. Rates are per unit of time, waits in that unit; a wait is the
 * time in queue, service left out.
 */

/**
 * Erlang-C: the share of customers who find all c counters busy, at an offered load of a = λ/μ < c.
 * By Erlang-B's recursion B(0)=1, B(n) = a·B(n−1) / (n + a·B(n−1)), then C = B / (1 − (a/c)(1 − B)) (Erlang 1917).
 */
export function shareWhoWait(counterCount: number, offeredLoad: number): number {
  if (!(offeredLoad < counterCount)) throw new RangeError("the queue grows without end")
  let blocked = 1
  for (let n = 1; n <= counterCount; n++) blocked = (offeredLoad * blocked) / (n + offeredLoad * blocked)
  return blocked / (1 - (offeredLoad / counterCount) * (1 - blocked))
}

/** The class's part of the load, in calling order or with its rate of credit. */
export interface ClassLoad {
  /** λ / (cμ): all classes together below 1. */
  readonly load: number
  /** Credit earned per second waited, b. */
  readonly rate: number
}

/** M/M/c, first come first served: W = C / (cμ − λ). */
export function waitFirstCome(counterCount: number, arrivalRate: number, meanService: number): number {
  const all = counterCount / meanService
  return shareWhoWait(counterCount, arrivalRate * meanService) / (all - arrivalRate)
}

/** The wait of one who finds all counters busy until the first is free, times that share: W0 = C / (cμ). M/M/c. */
export function firstFreeExponential(counterCount: number, arrivalRate: number, meanService: number): number {
  return shareWhoWait(counterCount, arrivalRate * meanService) / (counterCount / meanService)
}

/** The same for one counter and any service times: W0 = λE[S²] / 2 (Pollaczek 1930, Khinchine 1932). */
export function firstFreeGeneral(arrivalRate: number, meanService: number, variation: number): number {
  return (arrivalRate * meanService ** 2 * (1 + variation)) / 2
}

/**
 * Strict classes, first the one that is always called first, service never broken off: W(k) = W0 / ((1 − σ(k−1))(1 − σ(k))),
 * σ(k) the load of the classes up to k (Cobham 1954; M/M/c by Kella and Yechiali 1985).
 */
export function waitsStrict(firstFree: number, loads: readonly number[]): readonly number[] {
  let before = 0
  return loads.map((load) => {
    const upTo = before + load
    const wait = firstFree / ((1 - before) * (1 - upTo))
    before = upTo
    return wait
  })
}

/**
 * Accumulating priority, from the slowest class up (Kleinrock 1964; M/M/c by Sharif, Stanford, Taylor and Ziedins 2014):
 *
 *     W(k) = [W0/(1−ρ) − Σ{b(i)<b(k)} ρ(i) W(i) (1 − b(i)/b(k))] / [1 − Σ{b(i)>b(k)} ρ(i) (1 − b(k)/b(i))]
 *
 * Waits in the order in which the classes were given.
 */
export function waitsAccumulating(firstFree: number, classes: readonly ClassLoad[]): readonly number[] {
  const total = classes.reduce((sum, { load }) => sum + load, 0)
  const waits = classes.map(() => 0)
  const slowestFirst = classes.map((_, index) => index).toSorted((a, b) => rateAt(a) - rateAt(b))
  for (const index of slowestFirst) {
    const own = rateAt(index)
    let above = firstFree / (1 - total)
    let below = 1
    for (const [other, { load, rate }] of classes.entries()) {
      if (rate < own) above -= load * (waits[other] ?? 0) * (1 - rate / own)
      if (rate > own) below -= load * (1 - own / rate)
    }
    waits[index] = above / below
  }
  return waits

  function rateAt(index: number): number {
    return classes[index]?.rate ?? 0
  }
}

/** Kleinrock's conservation law: Σ ρ(k) W(k) is the same under every rule that keeps no counter idle and looks at no service time. */
export function conserved(loads: readonly number[], waits: readonly number[]): number {
  return loads.reduce((sum, load, index) => sum + load * (waits[index] ?? 0), 0)
}
