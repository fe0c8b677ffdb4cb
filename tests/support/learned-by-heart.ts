import type { LearnedForecast } from "@giliran/contract/forecast"
import { learnForecast } from "../../server/forecast/learn-forecast.ts"
import type { Observation, Situation } from "../../server/forecast/situation.ts"

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
export const learnedByHeart: LearnedForecast = learned(observationsOf(600))

function learned(observations: readonly Observation[]): LearnedForecast {
  const found = learnForecast({ observations, services, through: null })
  if (!found) throw new Error("So many waits are enough")
  return found
}

/**
 * Learned from waits that mock all sense: as often as not they are shorter with more ahead, and every number of the situation has a say. Whoever
 * grows trees on it follows chance.
 */
export const learnedFromChance: LearnedForecast = learned(chanceOf(2_000))

function chanceOf(count: number): readonly Observation[] {
  const draw = lots(7)
  const upTo = (most: number) => Math.floor(draw() * (most + 1))
  return Array.from({ length: count }, () => {
    const said: Partial<Situation> = {
      class: ["regular", "priority", "care"][upTo(2)] ?? "regular",
      serviceId: ["a", "b", "c"][upTo(2)] ?? "a",
      waited: upTo(1200),
      ahead: upTo(12),
      aheadByArrival: upTo(12),
      aheadOfClass: upTo(8),
      waitingOthers: upTo(8),
      waitingForService: upTo(8),
      longestOfClass: upTo(1200),
      longestOfOthers: upTo(1200),
      counters: 1 + upTo(2),
      countersAble: 1 + upTo(2),
    }
    const { ahead = 0, aheadOfClass = 0, longestOfClass = 0, waited = 0 } = said
    const sense =
      90 * Math.sin(ahead) - 20 * ahead + 60 * Math.cos(aheadOfClass) - longestOfClass / 8 + waited / 5
    return { situation: situation(said), wait: Math.max(0, 400 + sense - 200 * Math.log(1 - draw())) }
  })
}
