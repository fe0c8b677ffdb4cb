import type { CounterId, Instant } from "@giliran/contract/basics"
import type { Plan } from "@giliran/contract/plan"
import type { RefusalName } from "@giliran/contract/refusals"
import type { TicketAnswer } from "@giliran/contract/ticket"
import type { CounterView } from "@giliran/contract/counter-view"
import { expect } from "vitest"
import { apply } from "../../server/rules/verbs/apply.ts"
import { type BranchDay, type Ticket, counterOf, ticketOf } from "../../server/rules/day/branch-day.ts"
import { beforeFirstDay } from "../../server/rules/verbs/business-day.ts"
import { inCallingOrder } from "../../server/rules/calling/choose-next.ts"
import { decide } from "../../server/rules/verbs/decide.ts"
import { type Decision, isRefusal } from "../../server/rules/day/decision.ts"
import type { BranchEvent } from "../../server/rules/day/events.ts"
import { answerOfTicket } from "../../server/rules/views/project-answers.ts"
import { projectCounter } from "../../server/rules/views/project-counter.ts"
import { linesOfCounter } from "../../server/rules/calling/counter-profile.ts"
import type { Happening } from "./happenings.ts"
import { type Order, nameOf, ticketIdOf } from "./orders.ts"
import { momentAt, planOf, theDay } from "./plan-of.ts"

/**
 * The rules, aloud:
 *
 *     given(ticketTaken("A1"), counterOpened("1")).when(callNext("1")).then(ticketCalled("A1", "1"))
 *
 * A story begins at 08:00 of its day, on the plan it names first or on the smallest one. Time stands still but for `at`.
 */
export function given(...telling: readonly (Plan | Step)[]): Story {
  const [first, ...rest] = telling
  const isPlan = first !== undefined && "branchId" in first
  const plan = isPlan ? first : planOf()
  const now = momentAt("08:00", plan.zone)
  const opened: BranchEvent = { type: "day-opened", at: now, day: theDay, plan }
  const story = storyOf(apply(beforeFirstDay(plan), opened), now)
  return story.and(...((isPlan ? rest : telling) as readonly Step[]))
}

/** The clock on the branch's wall: `08:05`, `08:05:30`, or with a date before it. */
export const at = (wall: string): Moment => ({ wall })

interface Moment {
  readonly wall: string
}

export type Step = Happening | Order | Moment

export interface Story {
  readonly day: BranchDay
  readonly now: Instant
  /** Goes on; every step must succeed. */
  and(...steps: readonly Step[]): Story
  /** The last step is the order that is judged; those before it set the clock. */
  when(...steps: readonly [...Moment[], Order]): Judgement
  ticket(name: string): Ticket
  /** As the HTTP API tells it. */
  answer(name: string): TicketAnswer
  desk(counterId: string): CounterView
  /** Who waits, in the order in which this counter would call them. */
  lineAt(counterId: string): readonly string[]
}

export interface Judgement {
  /** Exactly this happened, in this order; the story goes on from there. */
  then(...happenings: readonly Happening[]): Story
  /** Refused by this name, and with these particulars. */
  refused(name: RefusalName, particulars?: object): Story
  readonly decision: Decision
}

function storyOf(day: BranchDay, now: Instant): Story {
  return {
    day,
    now,
    and: (...steps) => steps.reduce<Story>(tell, storyOf(day, now)),
    when(...steps) {
      const order = steps.at(-1) as Order
      const before = storyOf(day, now).and(...steps.slice(0, -1))
      return judge(before, decide(before.day, commandOf(order, before.day), before.now))
    },
    ticket: (name) => ticketOf(day, ticketIdOf(name)),
    answer: (name) => answerOfTicket(day, ticketIdOf(name), now),
    desk(counterId) {
      const view = projectCounter(day, counterId as CounterId, 1, now)
      if (!view) throw new Error(`The plan has no counter ${counterId}`)
      return view
    },
    lineAt(counterId) {
      const counter = counterId as CounterId
      return Array.from(
        inCallingOrder(day, linesOfCounter(day, counter, counterOf(day, counter), now), now),
        nameOf,
      )
    },
  }
}

function tell(story: Story, step: Step): Story {
  if ("wall" in step) return storyOf(story.day, momentAt(step.wall, story.day.plan.zone))
  const order = "event" in step ? step.order : step
  if (order === null) throw new Error("Such a thing only follows from others: it belongs into then()")
  const decision = decide(story.day, commandOf(order, story.day), story.now)
  if (isRefusal(decision))
    throw new Error(`The story fails at ${JSON.stringify(step)}: ${JSON.stringify(decision)}`)
  if ("event" in step) expect(decision).toContainEqual(expect.objectContaining(step.event))
  return storyOf(decision.reduce(apply, story.day), story.now)
}

function judge(before: Story, decision: Decision): Judgement {
  return {
    decision,
    // oxlint-disable-next-line unicorn/no-thenable -- a story is told, never awaited
    then(...happenings) {
      expect(decision).toMatchObject(happenings.map(({ event }) => event))
      return storyOf(isRefusal(decision) ? before.day : decision.reduce(apply, before.day), before.now)
    },
    refused(name, particulars = {}) {
      expect(decision).toMatchObject({ refused: name, ...particulars })
      return before
    },
  }
}

function commandOf(order: Order, day: BranchDay): Exclude<Order, Function> {
  return typeof order === "function" ? order(day) : order
}
