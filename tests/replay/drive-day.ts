import type { ServiceId } from "@giliran/contract/basics"
import { TicketTaken } from "@giliran/contract/http-answers"
import type { TicketClass } from "@giliran/contract/ticket"
import { type BranchApi, expectGood } from "./branch-api.ts"
import { CounterPost, type StaffedCounter } from "./counter-post.ts"
import type { Customer } from "../../server/tools/recorded-days.ts"
import type { Turn } from "./teller-shifts.ts"
import { timeline } from "./timeline.ts"

export interface DayToDrive {
  readonly customers: readonly Customer[]
  readonly counters: readonly StaffedCounter[]
  readonly serviceFor: (serviceType: string) => ServiceId
  /** Resolves when the recorded moment has come; at once when time is not kept. */
  readonly until: (at: number) => Promise<void>
}

/** What the server acknowledged, call by call. */
export interface Driven {
  readonly taken: readonly { readonly ticketId: string; readonly number: string }[]
  readonly calledIds: readonly string[]
  readonly servedIds: readonly string[]
  readonly withdrawnIds: readonly string[]
  /** Recorded time from arrival to call. */
  readonly waitsMs: Readonly<Record<TicketClass, readonly number[]>>
}

/**
 * Drives the day in the order of its own time. What the order matters for (takes, calls, withdrawals) goes one by one;
 * serving and finishing are their counter's affair and run beside it.
 *
 * A turn of a teller is one press of call-next, and the server chooses who comes. When nobody waits the teller stays ready for
 * the next who takes a number. After the last turn the tellers stay until everybody was served.
 */
export async function driveDay(api: BranchApi, day: DayToDrive): Promise<Driven> {
  const events = timeline<Happening>()
  const posts = day.counters.map((counter) => new CounterPost(counter, api))
  const tickets = new Map<string, Known>()
  const waiting = new Map<ServiceId, number>()
  const driven = {
    taken: [] as Driven["taken"][number][],
    calledIds: [] as string[],
    withdrawnIds: [] as string[],
  }
  const waitsMs: Record<TicketClass, number[]> = { regular: [], priority: [], care: [] }

  for (const customer of day.customers)
    events.add(customer.arrivesAt, rank.arrives, { type: "arrives", customer })
  for (const post of posts)
    for (const turn of post.counter.shift) events.add(turn.startsAt, rank.turn, { type: "turn", post, turn })

  const countWaiting = (serviceId: ServiceId, change: number) =>
    waiting.set(serviceId, (waiting.get(serviceId) ?? 0) + change)

  const arrives = async (customer: Customer, at: number) => {
    const serviceId = day.serviceFor(customer.serviceType)
    const answer = await api.post("/tickets", {
      serviceId,
      class: customer.class,
      ...(customer.class === "regular" ? {} : { reason: "as recorded" }),
    })
    const { ticket } = TicketTaken.parse(expectGood(answer, "taking a number"))
    tickets.set(ticket.id, { customer, serviceId, isWaiting: true })
    driven.taken.push({ ticketId: ticket.id, number: ticket.number })
    countWaiting(serviceId, 1)
    if (customer.end.outcome === "abandoned")
      events.add(customer.end.leavesAt, rank.leaves, { type: "leaves", ticketId: ticket.id })
    for (const post of posts
      .filter((other) => other.isReady())
      .toSorted((a, b) => a.readySince - b.readySince))
      await callNext(post, at)
  }

  const leaves = async (ticketId: string) => {
    const known = tickets.get(ticketId)
    if (!known?.isWaiting) return
    expectGood(await api.post(`/tickets/${ticketId}/withdraw`), "withdrawing a ticket")
    known.isWaiting = false
    countWaiting(known.serviceId, -1)
    driven.withdrawnIds.push(ticketId)
  }

  const callNext = async (post: CounterPost, at: number) => {
    const turn = post.turns[0]
    const mayCall = [...post.counter.serviceIds].some((serviceId) => (waiting.get(serviceId) ?? 0) > 0)
    if (!turn || post.isBusy || !mayCall) return
    const ticket = await post.callNext()
    if (!ticket) return
    post.turns.shift()
    const known = tickets.get(ticket.id)
    if (known?.isWaiting) {
      known.isWaiting = false
      countWaiting(known.serviceId, -1)
      driven.calledIds.push(ticket.id)
      waitsMs[known.customer.class].push(at - known.customer.arrivesAt)
    } else if (known) driven.calledIds.push(ticket.id)
    const end = known?.customer.end
    const serviceMs = end?.outcome === "served" ? end.serviceMs : turn.serviceMs
    post.serve(ticket.id)
    events.add(at + serviceMs, rank.finishes, { type: "finishes", post, ticketId: ticket.id })
  }

  let now = 0
  const playAll = async () => {
    for (let next = events.next(); next !== null; next = events.next()) {
      now = next.at
      await day.until(now)
      const happening = next.item
      switch (happening.type) {
        case "arrives":
          await arrives(happening.customer, now)
          break
        case "leaves":
          await leaves(happening.ticketId)
          break
        case "turn":
          happening.post.getReady(happening.turn, now)
          await callNext(happening.post, now)
          break
        case "finishes":
          happening.post.finish(happening.ticketId)
          await callNext(happening.post, now)
          break
      }
    }
  }

  await playAll()
  for (let calledBefore = -1; calledBefore < driven.calledIds.length;) {
    calledBefore = driven.calledIds.length
    for (const post of posts)
      events.add(now, rank.turn, { type: "turn", post, turn: { startsAt: now, serviceMs: lastTurnMs } })
    await playAll()
  }
  const served = await Promise.all(posts.map((post) => post.allServed()))
  return { ...driven, servedIds: served.flat(), waitsMs }
}

/** For a ticket that nobody recorded the service of, called after the last recorded turn. */
const lastTurnMs = 180_000

type Happening =
  | { readonly type: "arrives"; readonly customer: Customer }
  | { readonly type: "leaves"; readonly ticketId: string }
  | { readonly type: "turn"; readonly post: CounterPost; readonly turn: Turn }
  | { readonly type: "finishes"; readonly post: CounterPost; readonly ticketId: string }

/** Of one second: who is done frees the counter, who comes is there, tellers call, and who was not called goes. */
const rank = { finishes: 0, arrives: 1, turn: 2, leaves: 3 } as const

interface Known {
  readonly customer: Customer
  readonly serviceId: ServiceId
  isWaiting: boolean
}
