import type { Instant, WaitCause, WaitRange } from "@giliran/contract/basics"

/**
 * A range that a customer was shown is a promise. It may move down at any time; it moves up, or grows wider, only for a cause
 * that can be said (FORECAST-4). The forecast itself knows nothing of what was shown, so what was shown last is kept beside it
 * and handed in.
 */
export interface ShownWait {
  /** The range as moments: a promise stays where it is while time passes. */
  readonly p50At: number
  readonly p90At: number
  /** Why it last moved up; null when it never did, or long ago. */
  readonly cause: WaitCause | null
  readonly causedAt: Instant | null
  readonly grounds: WaitGrounds
}

/** What the range rests on, to tell why the next one is another. */
export interface WaitGrounds {
  /** Tickets that would be called before this one. */
  readonly ahead: number
  /** Counters open for it. */
  readonly counterCount: number
}

/** A cause is shown this long: who looks at a phone now and then should still find it. */
const causeShownMs = 5 * 60_000
/** A forecast trembles. What it takes longer by less than this is not worth alarming anybody: the promise stands. */
const trembleMs = 60_000

/** What is shown now, when `before` was shown last and `range` is what the forecast says now. */
export function nextShown(
  before: ShownWait | null,
  range: WaitRange,
  grounds: WaitGrounds,
  now: Instant,
): ShownWait {
  const p50At = now + range.p50 * 1000
  const p90At = now + range.p90 * 1000
  if (!before) return { p50At, p90At, cause: null, causedAt: null, grounds }
  const cause = causeOf(before, { p50At, p90At }, grounds, now)
  if (cause) return { p50At, p90At, cause, causedAt: now, grounds }
  const isCauseFresh = before.causedAt !== null && now - before.causedAt < causeShownMs
  const lower = Math.min(before.p90At, p90At)
  return {
    // Never wider than it was: where the far end stays, the near end stays as well.
    p50At: Math.max(Math.min(before.p50At, p50At), lower - (before.p90At - before.p50At)),
    p90At: lower,
    cause: isCauseFresh ? before.cause : null,
    causedAt: isCauseFresh ? before.causedAt : null,
    grounds: { ...grounds, ahead: Math.min(before.grounds.ahead, grounds.ahead) },
  }
}

/** As the view carries it, in whole seconds from now. */
export function rangeShown({ p50At, p90At, cause }: ShownWait, now: Instant): WaitRange {
  return {
    p50: Math.max(0, Math.round((p50At - now) / 1000)),
    p90: Math.max(0, Math.round((p90At - now) / 1000)),
    ...(cause ? { cause } : {}),
  }
}

/** Null when the promise can stand. */
function causeOf(
  before: ShownWait,
  fresh: Pick<ShownWait, "p50At" | "p90At">,
  { ahead, counterCount }: WaitGrounds,
  now: Instant,
): WaitCause | null {
  const isLater = fresh.p90At > before.p90At || fresh.p50At > before.p50At
  if (!isLater) return null
  if (counterCount < before.grounds.counterCount) return "counter-closed"
  if (ahead > before.grounds.ahead) return "others-first"
  const isBroken = fresh.p90At > before.p90At + trembleMs || now > before.p50At
  return isBroken ? "longer-services" : null
}
