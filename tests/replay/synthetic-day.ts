/**
 * A made-up day in the format of a recorded one, for where no recording is at hand: arrivals come in a wave with its crest
 * before noon, services last as lognormal as real ones do, and who waits longer than his patience leaves.
 */
export interface SyntheticDay {
  readonly seed: number
  readonly customerCount: number
  readonly tellerCount: number
}

const opensAt = Date.UTC(2026, 7, 24, 8)
const openMs = 7 * 3_600_000
const meanServiceS = 180
const meanPatienceS = 600

const header =
  "id,arrival_ts,class,class_sim,service_type,q_start,wait_s,service_start,service_s,agent,outcome"

export function syntheticDay({ seed, customerCount, tellerCount }: SyntheticDay): string {
  const random = seeded(seed)
  const arrivals = Array.from({ length: customerCount }, () => arrivalIn(random)).toSorted((a, b) => a - b)
  const freeAt = Array.from({ length: tellerCount }, () => opensAt)
  const rows = arrivals.map((arrivesAt, index) => {
    const draw = random()
    const ticketClass = draw < 0.1 ? "care" : draw < 0.35 ? "priority" : "regular"
    const type = ["TELLER", "TELLER", "SERVICE", "LOAN"][Math.floor(random() * 4)]
    const patienceMs = seconds(-Math.log(1 - random()) * meanPatienceS)
    const serviceMs = seconds(lognormal(random, meanServiceS))
    const teller = freeAt.indexOf(Math.min(...freeAt))
    const startsAt = Math.max(arrivesAt, freeAt[teller] ?? arrivesAt)
    const queued = startsAt > arrivesAt ? text(arrivesAt) : ""
    const beginning = [index + 1, text(arrivesAt), ticketClass, ticketClass, type, queued]
    if (startsAt - arrivesAt > patienceMs)
      return [...beginning, patienceMs / 1000, "", "", "", "ABANDONED"].join(",")
    freeAt[teller] = startsAt + serviceMs
    const waitS = (startsAt - arrivesAt) / 1000
    return [...beginning, waitS, text(startsAt), serviceMs / 1000, `T${teller + 1}`, "SERVED"].join(",")
  })
  return `${[header, ...rows].join("\n")}\n`
}

/** The mean of three even draws: a wave over the opening hours. */
function arrivalIn(random: () => number): number {
  return opensAt + seconds(((random() + random() + random()) / 3) * (openMs / 1000))
}

/** Squared coefficient of variation 1.5, as branches measure it. */
function lognormal(random: () => number, mean: number): number {
  const variance = Math.log(1 + 1.5)
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return Math.max(10, mean * Math.exp(Math.sqrt(variance) * normal - variance / 2))
}

function seconds(amount: number): number {
  return Math.round(amount) * 1000
}

function text(at: number): string {
  return new Date(at).toISOString().slice(0, 19)
}

/** mulberry32: the same seed, the same day, on every machine. */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
