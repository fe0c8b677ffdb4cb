import type { CounterId, Instant, Millis, TicketId } from "@giliran/contract/basics"
import type { ClassPlan } from "@giliran/contract/plan"
import type { CallReason, RunnerUp, TicketClass } from "@giliran/contract/ticket"
import { type BranchDay, type Ticket, counterOf, ticketOf } from "./branch-day.ts"
import { type NamedLine, linesOfCounter } from "./queues.ts"
import { type LineKey, compareKeys, countWhile, inOrder } from "./waiting-line.ts"

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
  const [best, ...others] = nextTickets(day, counterId, 1 + runnersUpKept, now)
  if (!best) return null
  const rule = best.spot.isFirst ? "sent-first" : "highest-score"
  return { ticketId: best.id, reason: reasonOf(day, best, rule, others, now) }
}

/** The reason of a call that the teller chose: what would have been called instead is the runner-up (CALL-5). */
export function reasonByNumber(
  day: BranchDay,
  counterId: CounterId,
  ticket: Ticket,
  tellerReason: string,
  now: Instant,
): CallReason {
  const others = nextTickets(day, counterId, 1 + runnersUpKept, now)
    .filter(({ id }) => id !== ticket.id)
    .slice(0, runnersUpKept)
  return { ...reasonOf(day, ticket, "by-number", others, now), tellerReason }
}

/** In milliseconds; the reason tells it in seconds. */
export function scoreOf(day: BranchDay, ticketClass: TicketClass, arrivedAt: Instant, now: Instant): number {
  return scoreBy(day.plan.classes[ticketClass], arrivedAt, now)
}

function scoreBy({ rate, headStartMs }: ClassPlan, arrivedAt: Instant, now: Instant): number {
  return rate * (now - arrivedAt) + headStartMs
}

/** How many tickets of these lines would be called before one of this class at this place (QUEUE-2). */
export function countAhead(
  day: BranchDay,
  lines: readonly NamedLine[],
  at: { readonly class: TicketClass; readonly isFirst: boolean; readonly key: LineKey },
  now: Instant,
): number {
  const own: Standing = { ...at, score: scoreOf(day, at.class, at.key.arrivedAt, now) }
  let count = 0
  for (const { class: ticketClass, isFirst, line } of lines) {
    const credit = day.plan.classes[ticketClass]
    count += countWhile(
      line,
      (key) => compareStandings({ isFirst, score: scoreBy(credit, key.arrivedAt, now), key }, own) < 0,
    )
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
      if (queue.head && (!best?.head || compareStandings(queue.head, best.head) < 0)) best = queue
    if (!best?.head) return
    yield best.head.ticketId
    best.head = nextHead(day, best, now)
  }
}

/** How many of those that were not called a reason names. */
const runnersUpKept = 3

/** What decides who goes before whom. */
interface Standing {
  readonly isFirst: boolean
  readonly score: number
  readonly key: LineKey
}

interface Head extends Standing {
  readonly ticketId: TicketId
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

function nextTickets(day: BranchDay, counterId: CounterId, count: number, now: Instant): readonly Ticket[] {
  const lines = linesOfCounter(day, counterId, counterOf(day, counterId))
  return Array.from(inCallingOrder(day, lines, now).take(count), (id) => ticketOf(day, id))
}

/** Smaller goes first. Those sent `first` go by arrival alone (PLACE-2), the others by score (CALL-3, CALL-4). */
function compareStandings(a: Standing, b: Standing): number {
  if (a.isFirst !== b.isFirst) return a.isFirst ? -1 : 1
  if (a.isFirst) return compareKeys(a.key, b.key)
  return b.score - a.score || compareKeys(a.key, b.key)
}

function reasonOf(
  day: BranchDay,
  ticket: Ticket,
  rule: CallReason["rule"],
  runnersUp: readonly Ticket[],
  now: Instant,
): CallReason {
  const { rate, headStartMs } = day.plan.classes[ticket.class]
  return {
    rule,
    class: ticket.class,
    waitedMs: sinceArrival(ticket, now),
    rate,
    headStartMs,
    score: secondsScored(day, ticket, now),
    runnersUp: runnersUp.map((other) => runnerUpOf(day, other, now)),
  }
}

function runnerUpOf(day: BranchDay, ticket: Ticket, now: Instant): RunnerUp {
  const { id, number, serviceId } = ticket
  return {
    ticketId: id,
    number,
    serviceId,
    class: ticket.class,
    waitedMs: sinceArrival(ticket, now),
    score: secondsScored(day, ticket, now),
  }
}

function secondsScored(day: BranchDay, ticket: Ticket, now: Instant): number {
  return scoreOf(day, ticket.class, ticket.spot.arrivedAt, now) / 1000
}

function sinceArrival(ticket: Ticket, now: Instant): Millis {
  return Math.max(0, now - ticket.spot.arrivedAt) as Millis
}
