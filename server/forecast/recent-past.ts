/**
 * What the last customers to be called went through: kept as the day goes, and short, because each call makes it anew. Times are
 * milliseconds; whoever calls customers, a day or a file of old ones, keeps it by these functions.
 */
export interface RecentPast {
  /** The latest, oldest first. */
  readonly calls: readonly PastCall[]
  /** When somebody who waited gave up, oldest first. */
  readonly leavings: readonly number[]
}

export interface PastCall {
  readonly at: number
  /** Null: came and was called at once, without ever standing in line. */
  readonly waitMs: number | null
  readonly class: string
  readonly serviceId: string
}

export const nothingPast: RecentPast = { calls: [], leavings: [] }

const callsKept = 64
const leavingsKept = 16
/** What is older says nothing about now. */
const freshMs = 60 * 60_000

export function afterCall(past: RecentPast, call: PastCall): RecentPast {
  return { ...past, calls: [...past.calls.slice(1 - callsKept), call] }
}

/** The call was undone: as if it had not been. */
export function withoutCall(
  past: RecentPast,
  { at, serviceId }: Pick<PastCall, "at" | "serviceId">,
): RecentPast {
  const index = past.calls.findLastIndex((call) => call.at === at && call.serviceId === serviceId)
  return index < 0 ? past : { ...past, calls: past.calls.toSpliced(index, 1) }
}

export function afterLeaving(past: RecentPast, at: number): RecentPast {
  return { ...past, leavings: [...past.leavings.slice(1 - leavingsKept), at] }
}

/** Counts, and seconds; null where nothing fresh is known. */
export interface PastFigures {
  readonly sinceCall: number | null
  readonly calls2: number
  readonly calls5: number
  readonly calls15: number
  readonly calls30: number
  readonly leavings15: number
  /** The wait of the last who had to wait: of all, of this class, of this service. */
  readonly lastWait: number | null
  readonly lastOfClass: number | null
  readonly lastOfService: number | null
  /** Means over so many of the last who had to wait. */
  readonly mean20: number | null
  readonly meanOfClass5: number | null
  readonly meanOfClass10: number | null
}

interface Own {
  readonly class: string
  readonly serviceId: string
}

/** At one moment everybody of a class and service is told the same, and half a thousand ask. */
const told = new WeakMap<RecentPast, { readonly now: number; readonly byOwn: Map<string, PastFigures> }>()

/** The past as one who comes now would be told it. */
export function pastFigures(past: RecentPast, own: Own, now: number): PastFigures {
  const before = told.get(past)
  const byOwn = before?.now === now ? before.byOwn : new Map<string, PastFigures>()
  if (before?.byOwn !== byOwn) told.set(past, { now, byOwn })
  const name = `${own.class}/${own.serviceId}`
  const figures = byOwn.get(name) ?? figuresOf(past, own, now)
  byOwn.set(name, figures)
  return figures
}

function figuresOf({ calls, leavings }: RecentPast, own: Own, now: number): PastFigures {
  const since = (minutes: number) => now - minutes * 60_000
  const all = meanOfLast()
  const ofClass = meanOfLast()
  const counts = [0, 0, 0, 0]
  let lastAt: number | null = null
  let lastOfService: number | null = null
  for (let index = calls.length - 1; index >= 0; index--) {
    const call = calls[index]
    if (!call || now - call.at >= freshMs) break
    countSpans(counts, now - call.at)
    if (call.waitMs === null) continue
    const wait = call.waitMs / 1000
    lastAt ??= call.at
    if (call.serviceId === own.serviceId) lastOfService ??= wait
    all.add(wait)
    if (call.class === own.class) ofClass.add(wait)
  }
  const [calls2 = 0, calls5 = 0, calls15 = 0, calls30 = 0] = counts
  return {
    sinceCall: lastAt === null ? null : (now - lastAt) / 1000,
    calls2,
    calls5,
    calls15,
    calls30,
    leavings15: leavings.filter((at) => at > since(15)).length,
    lastWait: all.of(1),
    lastOfClass: ofClass.of(1),
    lastOfService,
    mean20: all.of(20),
    meanOfClass5: ofClass.of(5),
    meanOfClass10: ofClass.of(10),
  }
}

const spansMs = [2, 5, 15, 30].map((minutes) => minutes * 60_000)

function countSpans(counts: number[], ageMs: number): void {
  for (const [index, span] of spansMs.entries()) if (ageMs < span) counts[index] = (counts[index] ?? 0) + 1
}

/** Sums from the latest backwards, so that the mean of the last n is there for every n. */
function meanOfLast() {
  const sums: number[] = []
  return {
    add: (wait: number) => void sums.push((sums.at(-1) ?? 0) + wait),
    of(count: number): number | null {
      const length = Math.min(count, sums.length)
      return length === 0 ? null : (sums[length - 1] ?? 0) / length
    },
  }
}
