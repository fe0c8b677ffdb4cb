import { randomBytes } from "node:crypto"
import type { CounterId, Instant, ServiceId, TellerId, TicketId } from "@giliran/contract/basics"
import type { Command } from "@giliran/contract/commands"
import type { Plan } from "@giliran/contract/plan"
import type { Ledger, NewEvent, TicketRow } from "../../server/branch/ledger.ts"
import { rowsEndedBy } from "../../server/branch/ticket-row.ts"
import { apply } from "../../server/rules/verbs/apply.ts"
import { beforeFirstDay } from "../../server/rules/verbs/business-day.ts"
import { decide } from "../../server/rules/verbs/decide.ts"
import { isRefusal } from "../../server/rules/day/decision.ts"
import type { BranchEvent } from "../../server/rules/day/events.ts"
import { businessDayOf } from "../../server/rules/day/opening-hours.ts"

export interface Filling {
  readonly ticketCount: number
  /** Of them, how many still wait at the end; all others were served. */
  readonly waitingCount: number
}

/** What the day's clock goes on by for each ticket. */
const msPerTicket = 4
const eventsAtOnce = 4_000

/**
 * Writes a busy day by the product's own rules, as a server would have written it: tickets taken, called, served and finished
 * at every counter of the branch, which stay open. Returns how many events it holds.
 */
export async function fillDay(
  ledger: Ledger,
  plan: Plan,
  { ticketCount, waitingCount }: Filling,
): Promise<number> {
  const { branchId } = plan
  let day = beforeFirstDay(plan)
  let now = (Date.now() - (ticketCount + 1) * msPerTicket) as Instant
  let written = 0
  let events: NewEvent[] = []
  let tickets = new Map<TicketId, TicketRow>()

  const give = (command: Command): readonly BranchEvent[] => {
    const decision = decide(day, command, now)
    if (isRefusal(decision)) throw new Error(`The day refuses ${command.type}: ${JSON.stringify(decision)}`)
    day = decision.reduce(apply, day)
    for (const event of decision) events.push({ day: day.day, event, commandId: null, actor: "bench" })
    for (const row of rowsEndedBy(decision, day)) tickets.set(row.id, row)
    return decision
  }
  const save = async () => {
    const result = await ledger.append({
      branchId,
      after: written,
      at: now,
      events,
      replies: [],
      tickets: [...tickets.values()],
    })
    if (!result.appended) throw new Error(`The ledger answers ${result.cause}`)
    written += events.length
    events = []
    tickets = new Map()
  }

  give({ type: "open-day", day: businessDayOf(now, plan), plan })
  for (const { id } of plan.counters) give(openCounter(id))
  for (let index = 0; index < ticketCount; index++) {
    now = (now + msPerTicket) as Instant
    give(takeTicket(plan, index))
    const counterId = plan.counters[index % plan.counters.length]?.id
    if (index >= waitingCount && counterId !== undefined) {
      const called = give({ type: "call-next", counterId }).find((event) => event.type === "ticket-called")
      if (called?.type !== "ticket-called") throw new Error("A call that called nobody")
      const { ticketId } = called
      give({ type: "serve-ticket", ticketId })
      give({ type: "finish-ticket", ticketId, outcome: "done", callNext: false })
    }
    if (events.length >= eventsAtOnce) await save()
  }
  await save()
  return written
}

function openCounter(counterId: CounterId): Command {
  const teller = { id: `teller-${counterId}` as TellerId, name: `Teller ${counterId}` }
  return { type: "open-counter", counterId, teller, takeOver: false }
}

function takeTicket(plan: Plan, index: number): Command {
  const ticketClass = index % 20 === 0 ? "care" : index % 4 === 0 ? "priority" : "regular"
  const serviceId = plan.services[index % plan.services.length]?.id as ServiceId
  const ticketId = randomBytes(16).toString("base64url") as TicketId
  return { type: "take-ticket", ticketId, serviceId, thenServiceIds: [], class: ticketClass, language: "id" }
}
