import type { LearnedForecast } from "@giliran/contract/forecast"
import { learnForecast } from "../../server/rules/learn-forecast.ts"
import type { Observation, Situation } from "../../server/rules/situation.ts"

/** Mulberry32: the same lots on every run. */
export function lots(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Nobody waits, nobody serves, nothing was: but for what is said. */
export function situation(said: Partial<Situation> = {}): Situation {
  return {
    class: "regular",
    serviceId: "a",
    waited: 0,
    ahead: 0,
    aheadByArrival: 0,
    aheadOfClass: 0,
    waitingOthers: 0,
    waitingForService: 0,
    longestOfClass: 0,
    longestOfOthers: 0,
    counters: 2,
    countersAble: 2,
    busy: 2,
    busyAble: 2,
    inHandMean: 60,
    inHandLongest: 90,
    past: {
      sinceCall: null,
      calls2: 0,
      calls5: 0,
      calls15: 0,
      calls30: 0,
      leavings15: 0,
      lastWait: null,
      lastOfClass: null,
      lastOfService: null,
      mean20: null,
      meanOfClass5: null,
      meanOfClass10: null,
    },
    ...said,
  }
}

/** A branch whose waits are known: with r ahead, the sum of r + 1 exponential times of a minute each. */
export function observationsOf(count: number, seed = 1): readonly Observation[] {
  const draw = lots(seed)
  return Array.from({ length: count }, () => {
    const ahead = Math.floor(draw() * 12)
    let wait = 0
    for (let i = 0; i <= ahead; i++) wait -= 60 * Math.log(1 - draw())
    return { situation: situation({ ahead, aheadByArrival: ahead }), wait }
  })
}

export const services = Array.from({ length: 50 }, (_, index) => ({ serviceId: "a", seconds: 100 + index }))

/** Learned from it. */
export const learnedByHeart: LearnedForecast = learned()

function learned(): LearnedForecast {
  const found = learnForecast({ observations: observationsOf(600), services, through: null })
  if (!found) throw new Error("Six hundred waits are enough")
  return found
}
