import type { BusinessDay, Instant, TicketId } from "@giliran/contract/basics"
import type { Command } from "@giliran/contract/commands"
import type { Plan } from "@giliran/contract/plan"
import type { Refusal } from "@giliran/contract/refusals"
import type { NewEvent, StoredReply, TicketRow } from "./ledger.ts"
import { apply } from "../rules/verbs/apply.ts"
import type { BranchDay } from "../rules/day/branch-day.ts"
import { decide } from "../rules/verbs/decide.ts"
import { isRefusal } from "../rules/day/decision.ts"
import type { BranchEvent } from "../rules/day/events.ts"
import { businessDayOf, nextCutOver } from "../rules/day/opening-hours.ts"
import { unconfirmed } from "../rules/verbs/reserve-ticket.ts"
import type { ShownWait } from "../rules/views/shown-wait.ts"
import type { Order, Reply } from "./order.ts"
import { shownOf } from "./shown-waits.ts"
import { rowsEndedBy } from "./ticket-row.ts"

/** What a batch of orders would make of the day: believed only when the ledger has it. */
export interface Draft<Waiting extends { readonly order: Order }> {
  day: BranchDay
  now: Instant
  /** All orders that it decided. */
  readonly orders: Waiting[]
  readonly events: NewEvent[]
  /** Where the clock closed a day on the way: that day as it ended, and how many of the events made it so. */
  closed: { readonly day: BranchDay; readonly eventCount: number } | null
  /** Why the clock's next day could not be opened; until it can be, the rules refuse every command. */
  trouble: Refusal | null
  readonly tickets: Map<TicketId, TicketRow>
  readonly stored: StoredReply[]
  /** What the replies show of the waits of the tickets that were taken (FORECAST-4). */
  readonly shown: { readonly ticketId: TicketId; readonly wait: ShownWait }[]
  readonly replies: { readonly waiting: Waiting; readonly reply: Reply | null }[]
  /** Orders on which the rules stumbled: a bug of ours, which changed nothing and must not stop the others. */
  readonly stumbles: { readonly waiting: Waiting; readonly error: unknown }[]
}

/** Decides the orders one after another, each on the day that the one before it made. The day is changed first if it is over. */
export function draftOf<Waiting extends { readonly order: Order }>(
  before: BranchDay,
  batch: readonly Waiting[],
  now: Instant,
): Draft<Waiting> {
  const draft = emptyDraft<Waiting>(before, now)
  for (const command of changeOfDay(before, now)) {
    const decision = decide(draft.day, command, now)
    if (isRefusal(decision)) {
      draft.trouble = decision
      break
    }
    happen(draft, decision.reduce(apply, draft.day), decision, byTheClock)
    if (command.type === "close-day") draft.closed = { day: draft.day, eventCount: draft.events.length }
  }
  for (const command of unconfirmed(draft.day, now)) {
    const decision = decide(draft.day, command, now)
    if (!isRefusal(decision)) happen(draft, decision.reduce(apply, draft.day), decision, byTheClock)
  }
  decideMore(draft, batch, now)
  return draft
}

const byTheClock = { commandId: null, actor: "clock" } as const

/** Whether the clock has something to order: the next day, or an end to numbers that nobody confirmed. */
export function isClockDue(day: BranchDay, now: Instant): boolean {
  return isDayOver(day, now) || unconfirmed(day, now).length > 0
}

export function emptyDraft<Waiting extends { readonly order: Order }>(
  day: BranchDay,
  now: Instant,
): Draft<Waiting> {
  return {
    day,
    now,
    orders: [],
    events: [],
    closed: null,
    trouble: null,
    tickets: new Map(),
    stored: [],
    shown: [],
    replies: [],
    stumbles: [],
  }
}

/** Decides further orders of the same business day into a draft that is not saved yet. */
export function decideMore<Waiting extends { readonly order: Order }>(
  draft: Draft<Waiting>,
  batch: readonly Waiting[],
  now: Instant,
): void {
  draft.now = now
  for (const waiting of batch) {
    const { order } = waiting
    draft.orders.push(waiting)
    try {
      const decision = decide(draft.day, order.command, now)
      const refused = isRefusal(decision)
      const after = refused ? draft.day : decision.reduce(apply, draft.day)
      const reply = order.respond({
        decision: refused ? { refusal: decision } : { events: decision },
        day: after,
        now,
      })
      if (!refused) happen(draft, after, decision, order)
      if (!refused) show(draft, decision, now)
      const { commandId, digest } = order
      if (commandId !== null && reply)
        draft.stored.push({ commandId, digest, status: reply.status, body: reply.body })
      draft.replies.push({ waiting, reply })
    } catch (error) {
      draft.stumbles.push({ waiting, error })
    }
  }
}

function happen<Waiting extends { readonly order: Order }>(
  draft: Draft<Waiting>,
  after: BranchDay,
  happened: readonly BranchEvent[],
  { commandId, actor }: Pick<Order, "commandId" | "actor">,
): void {
  for (const event of happened) draft.events.push({ day: after.day, event, commandId, actor })
  for (const row of rowsEndedBy(happened, after)) draft.tickets.set(row.id, row)
  draft.day = after
}

function show<Waiting extends { readonly order: Order }>(
  draft: Draft<Waiting>,
  happened: readonly BranchEvent[],
  now: Instant,
): void {
  for (const event of happened) {
    if (event.type !== "ticket-taken") continue
    const wait = shownOf(draft.day, event.ticketId, now, null)
    if (wait) draft.shown.push({ ticketId: event.ticketId, wait })
  }
}

/** DAY-1: what the clock orders when the business day is over. A clock set back never orders an earlier day. */
function changeOfDay(day: BranchDay, now: Instant): readonly Command[] {
  if (!isDayOver(day, now)) return []
  const open: Command = { type: "open-day", day: businessDayOf(now, day.plan), plan: day.plan }
  return day.status === "open" ? [{ type: "close-day" }, open] : [open]
}

/** How long a plan's day is known to last: asked before every command, and time zones are slow to ask. */
const lasting = new WeakMap<Plan, { readonly day: BusinessDay; readonly until: Instant }>()

export function isDayOver({ day, plan }: BranchDay, now: Instant): boolean {
  const known = lasting.get(plan)
  if (known?.day === day && now < known.until) return false
  const isOver = businessDayOf(now, plan) > day
  if (!isOver) lasting.set(plan, { day, until: nextCutOver(now, plan) })
  return isOver
}

/** Nothing of it needs the disk: refusals of orders that will not be repeated. */
export function isEmpty({ events, stored }: Pick<Draft<never>, "events" | "stored">): boolean {
  return events.length === 0 && stored.length === 0
}
