import type { CounterId, Instant, TicketId } from "@giliran/contract/basics"
import type { Plan } from "@giliran/contract/plan"
import { apply } from "../rules/verbs/apply.ts"
import { type BranchDay, type Spot, counterOf, ticketOf } from "../rules/day/branch-day.ts"
import { linesOfCounter, personalAudiences } from "../rules/calling/counter-profile.ts"
import type { BranchEvent, TicketCalled } from "../rules/day/events.ts"
import type { RecordedWait } from "./recorded-wait.ts"

/**
 * Two events of one millisecond happened one after the other: each is put this much later than the one before. A power of two, so
 * that sums and differences of such moments are exact and a replay meets them again to the bit.
 */
const tick = 2 ** -12

/** A stretch in which a counter's teller was there to call, under one plan. */
export interface RecordedShift {
  readonly counterId: CounterId
  readonly from: number
  to: number
  readonly plan: Plan
  /** What was sent to it in person waits in these audiences. */
  readonly personal: readonly string[]
  /** What its teller let pass each time that somebody could be called: until the call, or just longer than it could last. */
  readonly delaysMs: number[]
  endsSession: boolean
}

/** Reads a business day event by event: who waited for what, how long the counters were held, and when tellers were there. */
export class DayRecorder {
  readonly waits: RecordedWait[] = []
  readonly shifts: RecordedShift[] = []
  readonly plans: { readonly from: number; readonly plan: Plan }[] = []
  callsByNumber = 0
  isClosed = false
  lastAt = -tick

  #day: BranchDay
  #start: Instant | null = null
  #releasingSince: number | null = null
  readonly #latest = new Map<TicketId, RecordedWait>()
  readonly #openShifts = new Map<CounterId, RecordedShift>()
  readonly #readySince = new Map<CounterId, number>()
  /** Of the call in hand, should it be undone. */
  readonly #beforeCall = new Map<CounterId, { readonly delaysMs: number[]; readonly readySince: number }>()

  constructor(beforeFirst: BranchDay) {
    this.#day = beforeFirst
  }

  /** The moment that is the record's zero. */
  get startsAt(): Instant {
    return this.#start ?? (0 as Instant)
  }

  get day(): BranchDay {
    return this.#day
  }

  add(event: BranchEvent): void {
    this.#start ??= event.at
    this.lastAt = Math.max(event.at - this.#start, this.lastAt + tick)
    const at = this.lastAt
    const before = this.#day
    this.#day = apply(before, event)
    // What was sent to a teller is released just before that teller is gone: in a simulation both are one moment.
    if (event.type === "ticket-released") {
      this.#releasingSince ??= at
      this.#lookWhoIsReady(at)
      return
    }
    const isOfCounter = event.type === "counter-closed" || event.type === "counter-opened"
    const moment = isOfCounter ? (this.#releasingSince ?? at) : at
    this.#releasingSince = null
    this.#record(event, moment, before)
    this.#lookWhoIsReady(moment)
  }

  #record(event: BranchEvent, at: number, before: BranchDay): void {
    switch (event.type) {
      case "day-opened":
        this.plans.push({ from: at, plan: event.plan })
        return
      case "plan-changed":
        this.plans.push({ from: at, plan: event.plan })
        // Those open before: a shift that begins again goes to the end of the list.
        for (const { counterId } of Array.from(this.#openShifts.values())) {
          this.#endShift(counterId, at, false)
          this.#beginShift(counterId, at)
        }
        return
      case "ticket-taken":
        this.#begin(event.ticketId, { kind: "wait", spot: event.spot, at })
        return
      case "ticket-moved-on":
      case "ticket-transferred": {
        const wait = this.#free(event.ticketId, at)
        this.#begin(event.ticketId, { kind: "wait", spot: event.spot, at, after: { wait, ms: 0 } })
        return
      }
      case "ticket-returned": {
        const wait = this.#latestOf(event.ticketId)
        const ms = at - (wait.freeAt ?? at)
        this.#begin(event.ticketId, { kind: "return", spot: event.spot, at, after: { wait, ms } })
        return
      }
      case "ticket-resumed":
        return this.#resume(event.ticketId, event.counterId, at)
      case "ticket-called":
        return this.#call(event, at)
      case "call-undone":
        return this.#undo(event.ticketId, event.counterId)
      case "ticket-reclassed": {
        const wait = this.#latestOf(event.ticketId)
        if (wait.calledAt === null) wait.class = event.to
        return
      }
      case "ticket-finished":
      case "ticket-missed":
      case "ticket-parked":
        this.#free(event.ticketId, at)
        return
      case "ticket-withdrawn":
      case "ticket-expired": {
        const wait = this.#latestOf(event.ticketId)
        if (wait.calledAt === null) wait.leftAt = at
        else wait.freeAt ??= at
        return
      }
      case "counter-opened":
        // By the same teller it is the same session on another screen, in a pause or not.
        if (tellerAt(before, event.counterId) === event.teller.id) return
        this.#endShift(event.counterId, at, true)
        this.#beginShift(event.counterId, at)
        return
      case "counter-resumed":
        this.#beginShift(event.counterId, at)
        return
      case "counter-paused":
        this.#endShift(event.counterId, at, false)
        return
      case "counter-closed":
        this.#endShift(event.counterId, at, true)
        return
      case "day-closed":
        this.isClosed = true
        return
      default:
      // What is left says nothing about who waits, who is served and who is there.
    }
  }

  #begin(
    ticketId: TicketId,
    {
      kind,
      spot,
      at,
      after = null,
      resumedAt = null,
    }: {
      readonly kind: RecordedWait["kind"]
      readonly spot: Spot
      readonly at: number
      readonly after?: RecordedWait["after"]
      readonly resumedAt?: CounterId | null
    },
  ): RecordedWait {
    const { serviceId, class: ticketClass } = ticketOf(this.#day, ticketId)
    const isLast = after !== null && spot.arrivedAt === this.#day.lastAt
    const wait: RecordedWait = {
      kind,
      serviceId,
      class: ticketClass,
      spot,
      enteredAt: at,
      isLast,
      after,
      resumedAt,
      calledAt: null,
      counterId: null,
      freeAt: null,
      leftAt: null,
    }
    this.waits.push(wait)
    this.#latest.set(ticketId, wait)
    return wait
  }

  /** The teller's choice, and no call: the rest of the service comes a hair before, and is the first to be called there. */
  #resume(ticketId: TicketId, counterId: CounterId, at: number): void {
    const before = this.#latestOf(ticketId)
    const enteredAt = at - tick / 2
    const after = { wait: before, ms: enteredAt - (before.freeAt ?? at) }
    const rest = this.#begin(ticketId, {
      kind: "rest",
      spot: before.spot,
      at: enteredAt,
      after,
      resumedAt: counterId,
    })
    this.#take(rest, counterId, at, this.#readySince.get(counterId) ?? enteredAt)
  }

  #call({ ticketId, counterId, reason }: TicketCalled, at: number): void {
    if (reason.rule === "by-number") this.callsByNumber += 1
    this.#take(this.#latestOf(ticketId), counterId, at, this.#readySince.get(counterId) ?? at)
  }

  #take(wait: RecordedWait, counterId: CounterId, at: number, readySince: number): void {
    wait.calledAt = at
    wait.counterId = counterId
    const delaysMs = this.#openShifts.get(counterId)?.delaysMs ?? []
    delaysMs.push(at - readySince)
    this.#readySince.delete(counterId)
    this.#beforeCall.set(counterId, { delaysMs, readySince })
  }

  /** As if it had not been: the time it took belongs to what the teller let pass before the next call. */
  #undo(ticketId: TicketId, counterId: CounterId): void {
    const wait = this.#latestOf(ticketId)
    wait.calledAt = null
    wait.counterId = null
    const before = this.#beforeCall.get(counterId)
    if (!before) return
    before.delaysMs.pop()
    const from = this.#openShifts.get(counterId)?.from ?? before.readySince
    this.#readySince.set(counterId, Math.max(before.readySince, from))
  }

  #free(ticketId: TicketId, at: number): RecordedWait {
    const wait = this.#latestOf(ticketId)
    wait.freeAt = at
    return wait
  }

  #latestOf(ticketId: TicketId): RecordedWait {
    const wait = this.#latest.get(ticketId)
    if (!wait) throw new Error(`Ticket ${ticketId} was never taken`)
    return wait
  }

  #beginShift(counterId: CounterId, from: number): void {
    const shift: RecordedShift = {
      counterId,
      from,
      to: Number.POSITIVE_INFINITY,
      plan: this.#day.plan,
      personal: personalAudiences(counterId, counterOf(this.#day, counterId)),
      delaysMs: [],
      endsSession: true,
    }
    this.shifts.push(shift)
    this.#openShifts.set(counterId, shift)
  }

  #endShift(counterId: CounterId, at: number, endsSession: boolean): void {
    const open = this.#openShifts.get(counterId)
    if (open) {
      this.#missChance(counterId, open, at)
      open.to = at
      open.endsSession = endsSession
      this.#openShifts.delete(counterId)
      return
    }
    // The teller went home from a pause: there until then for what was sent in person, and not to call.
    const paused = this.shifts.findLast((shift) => shift.counterId === counterId)
    if (paused && endsSession && !paused.endsSession)
      this.shifts.push({ ...paused, from: at, to: at, endsSession: true, delaysMs: [tick] })
  }

  /** A counter is ready from when its teller, empty-handed, has somebody to call. */
  #lookWhoIsReady(at: number): void {
    for (const { id } of this.#day.plan.counters) {
      const counter = counterOf(this.#day, id)
      const isFree = counter.state.status === "open" && counter.inHand === null
      const isReady = isFree && linesOfCounter(this.#day, id, counter, this.#day.lastAt).length > 0
      const shift = this.#openShifts.get(id)
      if (!isReady && shift) this.#missChance(id, shift, at)
      else if (isReady && !this.#readySince.has(id)) this.#readySince.set(id, at)
    }
  }

  /** Nobody is left to be called, or the teller has gone: a pause that would have ended just after. */
  #missChance(counterId: CounterId, shift: RecordedShift, at: number): void {
    const readySince = this.#readySince.get(counterId)
    if (readySince === undefined) return
    shift.delaysMs.push(at - readySince + tick)
    this.#readySince.delete(counterId)
  }
}

function tellerAt(day: BranchDay, counterId: CounterId): string | null {
  const { state } = counterOf(day, counterId)
  return state.status === "closed" ? null : state.teller.id
}
