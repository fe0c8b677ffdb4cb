import { type Credit, compareStandings, standingOf } from "../rules/calling/calling-rule.ts"
import {
  type RecentPast,
  afterCall,
  afterLeaving,
  nothingPast,
  pastFigures,
} from "../forecast/recent-past.ts"
import type { Situation } from "../forecast/situation.ts"
import type { Recorded, Served } from "./bank-day.ts"

/** A look at somebody who waits: what could be known at that moment, and who it was. */
export interface Look {
  readonly customer: Recorded
  readonly situation: Situation
  /** From the look to the call, or to giving up. */
  readonly seconds: number
  /** At the beginning of the wait, or on the way. */
  readonly isFirst: boolean
  /** The wait of the last who had to wait before being called, of all classes: the forecast called LES. */
  readonly lastToStart: number
}

/** Head starts by class, in milliseconds; a class that is not there has none. */
export type HeadStarts = ReadonlyMap<string, number>

/**
 * Walks through recorded days in the order of time and looks at each customer who begins to wait; besides, at each call, at one of
 * those who still wait. Nothing is known before it happened: when a service ends is known when it ends.
 */
export function watchBank(customers: readonly Recorded[], headStarts: HeadStarts): readonly Look[] {
  const bank = new Bank(headStarts)
  const looks: Look[] = []
  for (const { at, what, customer } of happeningsOf(customers)) {
    if (what === "queues") looks.push(bank.look(customer, at, true))
    bank.happen(what, customer, at)
    const other = what === "called" ? bank.someWaiting() : undefined
    if (other) looks.push(bank.look(other, at, false))
  }
  return looks
}

type What = (typeof inOneMoment)[number]

interface Happening {
  readonly at: number
  readonly what: What
  readonly customer: Recorded
}

/** Who comes and goes in one second comes first all the same. */
function stays(from: number, until: number): number {
  return until > from ? until : from + 1
}

/** Of one second: counters become free before they are filled. */
const inOneMoment = ["done", "gave-up", "called", "queues"] as const

function happeningsOf(customers: readonly Recorded[]): readonly Happening[] {
  const happenings = customers.flatMap((customer): Happening[] => {
    const { queuedAt, leftAt, served } = customer
    const left = queuedAt === null ? leftAt : stays(queuedAt, leftAt)
    return [
      ...(queuedAt === null ? [] : [{ at: queuedAt, what: "queues" as const, customer }]),
      { at: left, what: served ? "called" : "gave-up", customer },
      ...(served ? [{ at: stays(left, served.until), what: "done" as const, customer }] : []),
    ]
  })
  return happenings.toSorted(
    (a, b) => a.at - b.at || inOneMoment.indexOf(a.what) - inOneMoment.indexOf(b.what),
  )
}

/** An agent's counter counts as open so long after the last customer; and as able to serve what it served so lately. */
const openMs = 15 * 60_000
const ableMs = 14 * 86_400_000

interface Agent {
  lastAt: number
  readonly servedAt: Map<string, number>
  customer: { readonly of: Recorded; readonly since: number } | null
}

class Bank {
  readonly #headStarts: HeadStarts
  readonly #waiting = new Set<Recorded>()
  readonly #agents = new Map<string, Agent>()
  #past: RecentPast = nothingPast
  #lastToStart = 0
  #callCount = 0

  constructor(headStarts: HeadStarts) {
    this.#headStarts = headStarts
  }

  happen(what: What, customer: Recorded, at: number): void {
    const { served } = customer
    if (what === "queues") this.#waiting.add(customer)
    else if (what === "gave-up") {
      this.#waiting.delete(customer)
      this.#past = afterLeaving(this.#past, at)
    } else if (served && what === "called") this.#call(customer, served, at)
    else if (served) this.#done(customer, served, at)
  }

  #call(customer: Recorded, served: Served, at: number): void {
    const { queuedAt, serviceId } = customer
    const waitMs = queuedAt === null ? null : customer.leftAt - queuedAt
    this.#waiting.delete(customer)
    this.#past = afterCall(this.#past, { at, waitMs, class: customer.class, serviceId })
    if (waitMs !== null) this.#lastToStart = waitMs / 1000
    const agent = this.#agents.get(served.agent) ?? { lastAt: at, servedAt: new Map(), customer: null }
    agent.lastAt = at
    agent.servedAt.set(serviceId, at)
    agent.customer = { of: customer, since: at }
    this.#agents.set(served.agent, agent)
  }

  #done(customer: Recorded, served: Served, at: number): void {
    const agent = this.#agents.get(served.agent)
    if (agent?.customer?.of !== customer) return
    agent.customer = null
    agent.lastAt = at
  }

  /** One of those who wait, in turn. */
  someWaiting(): Recorded | undefined {
    const index = this.#callCount++ % Math.max(1, this.#waiting.size)
    return [...this.#waiting][index]
  }

  look(customer: Recorded, now: number, isFirst: boolean): Look {
    return {
      customer,
      situation: this.#situationOf(customer, now),
      seconds: (customer.leftAt - now) / 1000,
      isFirst,
      lastToStart: this.#lastToStart,
    }
  }

  #situationOf(customer: Recorded, now: number): Situation {
    const { serviceId } = customer
    return {
      class: customer.class,
      serviceId,
      waited: (now - arrivalOf(customer)) / 1000,
      ...this.#lineBefore(customer, now),
      ...this.#countersFor(serviceId, now),
      past: pastFigures(this.#past, { class: customer.class, serviceId }, now),
    }
  }

  #lineBefore(customer: Recorded, now: number) {
    const own = this.#standingOf(customer, now)
    const figures = {
      ahead: 0,
      aheadByArrival: 0,
      aheadOfClass: 0,
      waitingOthers: 0,
      waitingForService: 0,
      longestOfClass: 0,
      longestOfOthers: 0,
    }
    for (const other of this.#waiting) {
      if (other === customer) continue
      const waited = (now - arrivalOf(other)) / 1000
      const isBefore = arrivalOf(other) <= arrivalOf(customer)
      const isOfClass = other.class === customer.class
      if (compareStandings(this.#standingOf(other, now), own) <= 0) figures.ahead++
      if (isBefore) figures.aheadByArrival++
      if (isBefore && isOfClass) {
        figures.aheadOfClass++
        figures.longestOfClass = Math.max(figures.longestOfClass, waited)
      }
      if (!isOfClass) {
        figures.waitingOthers++
        figures.longestOfOthers = Math.max(figures.longestOfOthers, waited)
      }
      if (other.serviceId === customer.serviceId) figures.waitingForService++
    }
    return figures
  }

  #standingOf(customer: Recorded, now: number) {
    const credit: Credit = { rate: 1, headStartMs: this.#headStarts.get(customer.class) ?? 0 }
    const key = { arrivedAt: arrivalOf(customer) as never, order: 0, tie: 0 }
    return standingOf(credit, Infinity, { isFirst: false, key }, now)
  }

  #countersFor(serviceId: string, now: number) {
    const figures = { counters: 0, countersAble: 0, busy: 0, busyAble: 0, inHandMean: 0, inHandLongest: 0 }
    for (const { lastAt, servedAt, customer } of this.#agents.values()) {
      if (!customer && now - lastAt > openMs) continue
      const isAble = now - (servedAt.get(serviceId) ?? -Infinity) < ableMs
      figures.counters++
      if (isAble) figures.countersAble++
      if (!customer) continue
      figures.busy++
      if (isAble) figures.busyAble++
      const elapsed = (now - customer.since) / 1000
      figures.inHandMean += elapsed
      figures.inHandLongest = Math.max(figures.inHandLongest, elapsed)
    }
    return { ...figures, inHandMean: figures.inHandMean / Math.max(1, figures.busy) }
  }
}

function arrivalOf({ queuedAt, leftAt }: Recorded): number {
  return queuedAt ?? leftAt
}
