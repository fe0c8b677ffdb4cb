import type { Advice, StaffingAdvice } from "@giliran/contract/advice"
import type { CounterId, Instant, Text } from "@giliran/contract/basics"
import { type BranchDay, counterOf } from "../rules/day/branch-day.ts"
import { profileOf } from "../rules/calling/counter-profile.ts"
import { drawDay } from "./arrivals.ts"
import { quantileOf } from "./figures.ts"
import { type LiveScene, type WaitingNow, liveScene } from "./live-scene.ts"
import { type Load, LoadWriter } from "./load.ts"
import { Random } from "./random.ts"
import { simulate } from "./simulation.ts"

/** Enough that the mean of a fall of ten minutes is known to about one. */
const runs = 60
/** How far ahead it looks at least; the moment itself is the next full half hour. */
const leastAheadMs = 20 * 60_000
const halfHourMs = 30 * 60_000
const minuteMs = 60_000

/** ADVICE-2: less is not worth interrupting anybody for. */
const leastWaitMs = 10 * minuteMs
const leastFallMs = 5 * minuteMs
const leastFallShare = 0.1

/** Of one moment: since when it holds only somebody knows who looked before. */
export type AdviceNow = Omit<StaffingAdvice, "since">

/**
 * ADVICE-1: what opening one more counter now would change, by simulating the time until then as it stands and with each counter
 * that is not there, on the same chances. Yields after each run, so that whoever asks goes on answering others.
 */
export function* staffingAdvice(day: BranchDay, now: Instant): Generator<undefined, AdviceNow> {
  const until = (Math.ceil((now + leastAheadMs) / halfHourMs) * halfHourMs) as Instant
  const scene = liveScene(day, now, until - now)
  yield
  const candidates = scene.waiting.length === 0 ? [] : candidatesOf(day)
  const without: number[] = []
  const withEach = candidates.map((): number[] => [])
  for (let run = 0; run < runs && candidates.length > 0; run++) {
    const { load, arrivedAt, busyMs } = chances(scene, run, now)
    yield
    const longestWith = (also: readonly CounterId[]) => {
      const shop = scene.shopWith(also, busyMs)
      const isRegular = (line: number) => shop.lines[line]?.class === "regular"
      return longestWaiting(
        { calledAt: simulate(shop, load).calledAt, load, isRegular, arrivedAt },
        until - now,
      )
    }
    without.push(longestWith([]))
    yield
    for (const [index, counterId] of candidates.entries()) {
      withEach[index]?.push(longestWith([counterId]))
      yield
    }
  }
  const best = candidates
    .map((counterId, index) => adviceFor(day, counterId, without, withEach[index] ?? [], until))
    .filter((advice) => advice !== null)
    .toSorted((a, b) => b.falls.mean - a.falls.mean)[0]
  return { at: now, until, runs, advice: best ?? null }
}

/** Counters that are closed or in a pause; of those that call alike, the first. */
function candidatesOf({ plan, counters }: BranchDay): readonly CounterId[] {
  const alike = new Set<string>()
  return plan.counters.flatMap(({ id }) => {
    const profile = profileOf(plan, id)
    const kind = JSON.stringify(
      profile && [[...profile.serviceIds], [...profile.classes], profile.overflow.map(({ when }) => when)],
    )
    if (counterOf({ counters }, id).state.status === "open" || alike.has(kind)) return []
    alike.add(kind)
    return [id]
  })
}

/** One course of chance: who comes, how long everybody is served, and how long those who are served now still are. */
function chances({ waiting, streams, inHand }: LiveScene, run: number, seed: number) {
  const writer = new LoadWriter()
  drawDay(streams, { seed, day: run }, writer)
  const { load: coming } = writer
  const services = new Random(seed, run, 1_000)
  const rest = new Random(seed, run, 1_001)
  const count = waiting.length + coming.count
  const at = <Value>(row: number, now: (row: WaitingNow) => Value, then: (row: number) => Value): Value => {
    const own = waiting[row]
    return own ? now(own) : then(row - waiting.length)
  }
  const rows = Array.from({ length: count }, (_, row) => row)
  const line = Uint16Array.from(rows, (row) =>
    at(
      row,
      (own) => own.line,
      (next) => coming.line[next] ?? 0,
    ),
  )
  const load: Load = {
    count,
    rootCount: count,
    entersAt: Float64Array.from(rows, (row) =>
      at(
        row,
        () => 0,
        (next) => coming.entersAt[next] ?? 0,
      ),
    ),
    line,
    holdMs: Float64Array.from(rows, (row) =>
      at(
        row,
        (own) => own.meanServiceMs * services.exponential(),
        (next) => coming.holdMs[next] ?? 0,
      ),
    ),
    leavesAt: null,
    spots: {
      arrivedAt: Float64Array.from(rows, (row) =>
        at(
          row,
          (own) => own.arrivedAt,
          () => Number.NaN,
        ),
      ),
      order: Int32Array.from(rows, (row) =>
        at(
          row,
          (own) => own.order,
          () => 1_000_000_000 + row,
        ),
      ),
      tie: Int32Array.from(rows, (row) =>
        at(
          row,
          (own) => own.tie,
          () => 0,
        ),
      ),
      homeLine: Uint16Array.from(rows, (row) =>
        at(
          row,
          (own) => own.home,
          (next) => coming.line[next] ?? 0,
        ),
      ),
    },
    follow: null,
  }
  // Of an exponential service the rest is as long as the whole, however long it has lasted.
  const busyMs = new Map(Array.from(inHand, ([id, meanMs]) => [id, meanMs * rest.exponential()]))
  return {
    load,
    busyMs,
    arrivedAt: (row: number) => waiting[row]?.arrivedAt ?? load.entersAt[row] ?? 0,
  }
}

interface Course {
  readonly calledAt: Float64Array
  readonly load: Load
  readonly isRegular: (line: number) => boolean
  readonly arrivedAt: (row: number) => number
}

/** Of regular tickets that wait at that moment, how long the longest has waited; 0 when none does. */
function longestWaiting({ calledAt, load, isRegular, arrivedAt }: Course, moment: number): number {
  let longest = 0
  for (let row = 0; row < load.count; row++) {
    const isThere = (load.entersAt[row] ?? 0) <= moment && !((calledAt[row] ?? Number.NaN) <= moment)
    if (isThere && isRegular(load.line[row] ?? 0)) longest = Math.max(longest, moment - arrivedAt(row))
  }
  return longest
}

/** Null when it is not worth saying (ADVICE-2). */
function adviceFor(
  day: BranchDay,
  counterId: CounterId,
  without: readonly number[],
  withIt: readonly number[],
  until: Instant,
): Advice | null {
  const falls = without.map((ms, run) => ms - (withIt[run] ?? 0))
  const outlook = { without: outlookOf(without), with: outlookOf(withIt), falls: outlookOf(falls) }
  const isWorthSaying =
    outlook.without.mean * 1000 >= leastWaitMs &&
    outlook.falls.mean * 1000 >= leastFallMs &&
    outlook.falls.mean >= leastFallShare * outlook.without.mean
  if (!isWorthSaying) return null
  const act = counterOf(day, counterId).state.status === "paused" ? "resume" : "open"
  return {
    act,
    counterId,
    ...outlook,
    words: wordsFor(act, counterId, outlook, clockOf(until, day.plan.zone)),
  }
}

function outlookOf(ms: readonly number[]): Advice["with"] {
  const seconds = Float64Array.from(ms, (value) => value / 1000).toSorted()
  const mean = seconds.reduce((sum, value) => sum + value, 0) / seconds.length
  return {
    mean: Math.round(mean),
    p10: Math.round(quantileOf(seconds, 0.1)),
    p90: Math.round(quantileOf(seconds, 0.9)),
  }
}

function wordsFor(
  act: Advice["act"],
  counterId: CounterId,
  outlook: Pick<Advice, "without" | "with">,
  clock: string,
): Text {
  const from = minutes(outlook.without.mean)
  const to = minutes(outlook.with.mean)
  const range = `${minutes(outlook.with.p10)}–${minutes(outlook.with.p90)}`
  return {
    id: `${act === "open" ? "Buka" : "Aktifkan lagi"} loket ${counterId} sekarang: tunggu terlama nasabah reguler pukul ${clock.replace(":", ".")} turun dari ${from} menjadi ${to} menit (${range}).`,
    en: `${act === "open" ? "Open" : "Resume"} counter ${counterId} now: the longest regular wait at ${clock} falls from ${from} to ${to} min (${range}).`,
  }
}

function minutes(seconds: number): number {
  return Math.round(seconds / 60)
}

function clockOf(moment: Instant, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(
    moment,
  )
}
