import type { BusinessDay, Instant, TicketId } from "@giliran/contract/basics"
import type { Command } from "@giliran/contract/commands"
import type { Plan } from "@giliran/contract/plan"
import type { Refusal } from "@giliran/contract/refusals"
import type { NewEvent, StoredAnswer, TicketRow } from "../ledger/ledger.ts"
import { apply } from "../rules/apply.ts"
import type { BranchDay } from "../rules/branch-day.ts"
import { decide } from "../rules/decide.ts"
import { isRefusal } from "../rules/decision.ts"
import type { BranchEvent } from "../rules/events.ts"
import { businessDayOf, nextCutOver } from "../rules/opening-hours.ts"
import type { Answer, Order } from "./order.ts"
import { rowsTouchedBy } from "./ticket-row.ts"

/** What a batch of orders would make of the day: believed only when the ledger has it. */
export interface Draft<Waiting extends { readonly order: Order }> {
  readonly day: BranchDay
  readonly now: Instant
  readonly events: readonly NewEvent[]
  /** Where the clock closed a day on the way: that day as it ended, and how many of the events made it so. */
  readonly closed: { readonly day: BranchDay; readonly eventCount: number } | null
  /** Why the clock's next day could not be opened; until it can be, the rules refuse every command. */
  readonly trouble: Refusal | null
  readonly tickets: readonly TicketRow[]
  readonly stored: readonly StoredAnswer[]
  readonly answers: readonly { readonly waiting: Waiting; readonly answer: Answer }[]
  /** Orders on which the rules stumbled: a bug of ours, which changed nothing and must not stop the others. */
  readonly stumbles: readonly { readonly waiting: Waiting; readonly error: unknown }[]
}

/** Decides the orders one after another, each on the day that the one before it made. The day is changed first if it is over. */
export function draftOf<Waiting extends { readonly order: Order }>(
  before: BranchDay,
  batch: readonly Waiting[],
  now: Instant,
): Draft<Waiting> {
  let day = before
  let closed: Draft<Waiting>["closed"] = null
  let trouble: Refusal | null = null
  const events: NewEvent[] = []
  const rows = new Map<TicketId, TicketRow>()
  const stored: StoredAnswer[] = []
  const answers: { waiting: Waiting; answer: Answer }[] = []
  const stumbles: { waiting: Waiting; error: unknown }[] = []

  const happen = (
    after: BranchDay,
    happened: readonly BranchEvent[],
    commandId: string | null,
    actor: string,
  ) => {
    for (const event of happened) events.push({ day: after.day, event, commandId, actor })
    for (const row of rowsTouchedBy(happened, after)) rows.set(row.id, row)
    day = after
  }

  for (const command of changeOfDay(day, now)) {
    const decision = decide(day, command, now)
    if (isRefusal(decision)) {
      trouble = decision
      break
    }
    happen(decision.reduce(apply, day), decision, null, "clock")
    if (command.type === "close-day") closed = { day, eventCount: events.length }
  }

  for (const waiting of batch) {
    const { order } = waiting
    try {
      const decision = decide(day, order.command, now)
      const refused = isRefusal(decision)
      const after = refused ? day : decision.reduce(apply, day)
      const answer = order.respond({
        decision: refused ? { refusal: decision } : { events: decision },
        day: after,
        now,
      })
      if (!refused) happen(after, decision, order.commandId, order.actor)
      if (order.commandId !== null)
        stored.push({
          commandId: order.commandId,
          digest: order.digest,
          status: answer.status,
          body: answer.body,
        })
      answers.push({ waiting, answer })
    } catch (error) {
      stumbles.push({ waiting, error })
    }
  }

  return { day, now, events, closed, trouble, tickets: [...rows.values()], stored, answers, stumbles }
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
