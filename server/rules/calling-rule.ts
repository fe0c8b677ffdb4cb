import type { CounterId, Instant, Millis, TicketId } from "@giliran/contract/basics"
import type { ClassPlan } from "@giliran/contract/plan"
import type { CallReason, RunnerUp, TicketClass } from "@giliran/contract/ticket"
import { type BranchDay, type Ticket, counterOf, ticketOf } from "./branch-day.ts"
import { type NamedLine, linesOfCounter } from "./queues.ts"
import { type Line, type LineKey, compareKeys, countBefore, headOf, inOrder, sizeOf } from "./waiting-line.ts"

/**
 * The calling rule: one score per waiting ticket, highest first, first come first served among equals.
 *
 *     score = rate[class] · waited + head start[class]
 *
 * Equal rates with head starts are earliest-deadline-first on the published targets; head starts of zero with
 * different rates are Kleinrock's accumulating priority (1964); neither is first come, first served.
 */
export interface Choice {
  readonly ticketId: TicketId
  readonly reason: CallReason
}

/** A counter's next ticket and why, or null when nobody waits for it (CALL-1 … CALL-4, CALL-6). */
export function chooseNext(day: BranchDay, counterId: CounterId, now: Instant): Choice | null {
  const heads = candidatesOf(day, linesOfCounter(day, counterId, counterOf(day, counterId)), now)
  const best = heads[0]
  if (!best) return null
  const runnersUp = heads.slice(1, 4).map((other) => runnerUpOf(other, now))
  return {
    ticketId: best.ticket.id,
    reason: reasonOf(day, best, best.isFirst ? "sent-first" : "highest-score", runnersUp, now),
  }
}

/** The reason of a call that the teller chose: what would have been called instead is the runner-up (CALL-5). */
export function reasonByNumber(
  day: BranchDay,
  counterId: CounterId,
  ticket: Ticket,
  tellerReason: string,
  now: Instant,
): CallReason {
  const heads = candidatesOf(day, linesOfCounter(day, counterId, counterOf(day, counterId)), now)
  const runnersUp = heads
    .filter((head) => head.ticket.id !== ticket.id)
    .slice(0, 3)
    .map((head) => runnerUpOf(head, now))
  const candidate = {
    ticket,
    isFirst: ticket.spot.isFirst,
    score: scoreOf(day, ticket.class, ticket.spot.arrivedAt, now),
  }
  return { ...reasonOf(day, candidate, "by-number", runnersUp, now), tellerReason }
}

/** In milliseconds; the reason tells it in seconds. */
export function scoreOf(day: BranchDay, ticketClass: TicketClass, arrivedAt: Instant, now: Instant): number {
  const { rate, headStartMs } = day.plan.classes[ticketClass]
  return rate * (now - arrivedAt) + headStartMs
}

/** How many tickets of these lines would be called before one of this class at this place (QUEUE-2). */
export function countAhead(
  day: BranchDay,
  lines: readonly NamedLine[],
  at: { readonly class: TicketClass; readonly isFirst: boolean; readonly key: LineKey },
  now: Instant,
): number {
  const score = scoreOf(day, at.class, at.key.arrivedAt, now)
  let count = 0
  for (const { class: ticketClass, isFirst, line } of lines) {
    if (isFirst !== at.isFirst) count += isFirst ? sizeOf(line) : 0
    else count += countAbove(line, day.plan.classes[ticketClass], score, at.key, now)
  }
  return count
}

/** Every ticket of these lines in the order in which it would be called now. */
export function* inCallingOrder(
  day: BranchDay,
  lines: readonly NamedLine[],
  now: Instant,
): Generator<TicketId> {
  const queues = lines.map((line) => ({ ...line, entries: inOrder(line.line), head: null as Head | null }))
  for (const queue of queues) queue.head = nextHead(day, queue, now)
  for (;;) {
    let best: (typeof queues)[number] | undefined
    for (const queue of queues)
      if (queue.head && (!best?.head || compareCandidates(queue.head, best.head) < 0)) best = queue
    if (!best?.head) return
    yield best.head.ticketId
    best.head = nextHead(day, best, now)
  }
}

interface Head {
  readonly ticketId: TicketId
  readonly isFirst: boolean
  readonly score: number
  readonly key: LineKey
}

interface Candidate {
  readonly ticket: Ticket
  readonly isFirst: boolean
  readonly score: number
}

function nextHead(
  day: BranchDay,
  queue: {
    readonly class: TicketClass
    readonly isFirst: boolean
    readonly entries: Iterator<{ key: LineKey; ticketId: TicketId }>
  },
  now: Instant,
): Head | null {
  const next = queue.entries.next()
  if (next.done) return null
  const { key, ticketId } = next.value
  return { ticketId, key, isFirst: queue.isFirst, score: scoreOf(day, queue.class, key.arrivedAt, now) }
}

/** The head of each line, best first: inside a line nobody outranks its head. */
function candidatesOf(day: BranchDay, lines: readonly NamedLine[], now: Instant): readonly Candidate[] {
  const heads: Head[] = []
  for (const { class: ticketClass, isFirst, line } of lines) {
    const head = headOf(line)
    if (head) heads.push({ ...head, isFirst, score: scoreOf(day, ticketClass, head.key.arrivedAt, now) })
  }
  return heads
    .toSorted(compareCandidates)
    .slice(0, 5)
    .map((head) => ({ ...head, ticket: ticketOf(day, head.ticketId) }))
}

function compareCandidates(a: Head, b: Head): number {
  if (a.isFirst !== b.isFirst) return a.isFirst ? -1 : 1
  return b.score - a.score || compareKeys(a.key, b.key)
}

/**
 * Of a line in order of arrival, those above a score stand together at its front: they arrived before
 * `now − (score − head start) / rate`.
 */
function countAbove(line: Line, plan: ClassPlan, score: number, key: LineKey, now: Instant): number {
  if (plan.rate === 0) {
    if (plan.headStartMs === score) return countBefore(line, key)
    return plan.headStartMs > score ? sizeOf(line) : 0
  }
  const arrivedAt = (now - (score - plan.headStartMs) / plan.rate) as Instant
  if (arrivedAt === key.arrivedAt) return countBefore(line, key)
  // Of equal scores the earlier arrival goes first: all of that moment, or none.
  return countBefore(line, { arrivedAt, order: arrivedAt < key.arrivedAt ? Infinity : -Infinity, tie: 0 })
}

function reasonOf(
  day: BranchDay,
  { ticket, score }: Candidate,
  rule: CallReason["rule"],
  runnersUp: readonly RunnerUp[],
  now: Instant,
): CallReason {
  const { rate, headStartMs } = day.plan.classes[ticket.class]
  return {
    rule,
    class: ticket.class,
    waitedMs: sinceArrival(ticket, now),
    rate,
    headStartMs,
    score: score / 1000,
    runnersUp: [...runnersUp],
  }
}

function runnerUpOf({ ticket, score }: Candidate, now: Instant): RunnerUp {
  const { id, number, serviceId } = ticket
  return {
    ticketId: id,
    number,
    serviceId,
    class: ticket.class,
    waitedMs: sinceArrival(ticket, now),
    score: score / 1000,
  }
}

function sinceArrival(ticket: Ticket, now: Instant): Millis {
  return Math.max(0, now - ticket.spot.arrivedAt) as Millis
}
