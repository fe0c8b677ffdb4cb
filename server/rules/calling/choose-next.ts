import type { CounterId, Instant, Millis, TicketId } from "@giliran/contract/basics"
import type { CallReason, RunnerUp, TicketClass } from "@giliran/contract/ticket"
import { type BranchDay, type Ticket, counterOf, ticketOf } from "../day/branch-day.ts"
import { type Standing, callingRuleOf, compareStandings, standingOf } from "./calling-rule.ts"
import { type CallableLine, linesOfCounter } from "./counter-profile.ts"
import { type NamedLine, lineNameOf } from "../day/queues.ts"
import { type LineKey, compareKeys, countWhile, inOrder, sizeOf } from "../day/waiting-line.ts"

/** The calling rule on a branch's day: whom a counter calls, why, and how many go before a ticket. */
export interface Choice {
  readonly ticketId: TicketId
  readonly reason: CallReason
}

/** A counter's next ticket and why, or null when nobody waits for it (CALL-1 … CALL-4, CALL-6, CALL-8). */
export function chooseNext(day: BranchDay, counterId: CounterId, now: Instant): Choice | null {
  const lines = linesOfCounter(day, counterId, counterOf(day, counterId), now)
  const [best, ...others] = nextTickets(day, lines, 1 + runnersUpKept, now)
  if (!best) return null
  const reason = reasonOf(day, best, ruleFor(day, best, now), others, now)
  return { ticketId: best.id, reason: { ...reason, ...helpedBy(lines, best) } }
}

/** The reason of a call that the teller chose: what would have been called instead is the runner-up (CALL-5). */
export function reasonByNumber(
  day: BranchDay,
  counterId: CounterId,
  ticket: Ticket,
  tellerReason: string,
  now: Instant,
): CallReason {
  const lines = linesOfCounter(day, counterId, counterOf(day, counterId), now)
  const others = nextTickets(day, lines, 1 + runnersUpKept, now)
    .filter(({ id }) => id !== ticket.id)
    .slice(0, runnersUpKept)
  return { ...reasonOf(day, ticket, "by-number", others, now), tellerReason }
}

/** How many tickets of these lines would be called before one of this class at this place (QUEUE-2). */
export function countAhead(day: BranchDay, lines: readonly NamedLine[], at: Rank, now: Instant): number {
  const aheadIn = aheadCounter(day, at, now)
  let count = 0
  for (const line of lines) count += aheadIn(line)
  return count
}

/** What a ticket competes by. */
export interface Rank {
  readonly class: TicketClass
  readonly isFirst: boolean
  readonly key: LineKey
}

/** The same of one line after another, for whoever wants to know it of each. */
export function aheadCounter(
  { plan }: Pick<BranchDay, "plan">,
  at: Rank,
  now: Instant,
): (line: NamedLine) => number {
  const { credits, maxWaitMs } = callingRuleOf(plan)
  const own = standingOf(credits[at.class], maxWaitMs, at, now)
  return ({ class: ticketClass, isFirst, line }) => {
    // Of one class the order is that of arrival, whatever the rule.
    if (ticketClass === at.class || isFirst !== at.isFirst) return earlierIn({ isFirst, line }, at)
    const credit = credits[ticketClass]
    return countWhile(
      line,
      (key) => compareStandings(standingOf(credit, maxWaitMs, { isFirst, key }, now), own) < 0,
    )
  }
}

/** How many of a line came before this place, those sent `first` before all others (PLACE-2). */
export function earlierIn(
  { isFirst, line }: Pick<NamedLine, "isFirst" | "line">,
  at: Omit<Rank, "class">,
): number {
  if (isFirst !== at.isFirst) return isFirst ? sizeOf(line) : 0
  return countWhile(line, (key) => compareKeys(key, at.key) < 0)
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
      if (queue.head && (!best?.head || compareStandings(queue.head.standing, best.head.standing) < 0))
        best = queue
    if (!best?.head) return
    yield best.head.ticketId
    best.head = nextHead(day, best, now)
  }
}

/** How many of those that were not called a reason names. */
const runnersUpKept = 3

interface Head {
  readonly ticketId: TicketId
  readonly standing: Standing
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
  const { credits, maxWaitMs } = callingRuleOf(day.plan)
  const at = { isFirst: queue.isFirst, key }
  return { ticketId, standing: standingOf(credits[queue.class], maxWaitMs, at, now) }
}

function nextTickets(
  day: BranchDay,
  lines: readonly CallableLine[],
  count: number,
  now: Instant,
): readonly Ticket[] {
  return Array.from(inCallingOrder(day, lines, now).take(count), (id) => ticketOf(day, id))
}

/** Why the counter called from a queue that is not its own (CALL-10). */
function helpedBy(lines: readonly CallableLine[], ticket: Ticket): Pick<CallReason, "overflow"> {
  const own = lineNameOf(ticket)
  const overflow = lines.find(({ name }) => name === own)?.overflow
  return overflow ? { overflow } : {}
}

function standingIn(day: BranchDay, ticket: Ticket, now: Instant): Standing {
  const { credits, maxWaitMs } = callingRuleOf(day.plan)
  const at = { isFirst: ticket.spot.isFirst, key: ticket.spot }
  return standingOf(credits[ticket.class], maxWaitMs, at, now)
}

function ruleFor(day: BranchDay, ticket: Ticket, now: Instant): CallReason["rule"] {
  const { isFirst, isCapped } = standingIn(day, ticket, now)
  if (isFirst) return "sent-first"
  return isCapped ? "over-cap" : "highest-score"
}

function reasonOf(
  day: BranchDay,
  ticket: Ticket,
  rule: CallReason["rule"],
  runnersUp: readonly Ticket[],
  now: Instant,
): CallReason {
  const { credits, maxWaitMs } = callingRuleOf(day.plan)
  const { rate, headStartMs } = credits[ticket.class]
  const targetWaitMs = targetOf(day, ticket)
  return {
    rule,
    number: ticket.number,
    preset: day.plan.callingRule?.preset ?? "head-start",
    ...(targetWaitMs === undefined ? {} : { targetWaitMs }),
    ...(rule === "over-cap" ? { maxWaitMs: maxWaitMs as Millis } : {}),
    class: ticket.class,
    waitedMs: sinceArrival(ticket, now),
    rate,
    headStartMs: headStartMs as Millis,
    score: secondsScored(day, ticket, now),
    runnersUp: runnersUp.map((other) => runnerUpOf(day, other, now)),
  }
}

/** Promised to its class, or else to its service. */
function targetOf({ plan }: BranchDay, ticket: Ticket): Millis | undefined {
  const service = plan.services.find(({ id }) => id === ticket.serviceId)
  return plan.classes[ticket.class].targetWaitMs ?? service?.targetWaitMs
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
  return standingIn(day, ticket, now).score / 1000
}

function sinceArrival(ticket: Ticket, now: Instant): Millis {
  return Math.max(0, now - ticket.spot.arrivedAt) as Millis
}
