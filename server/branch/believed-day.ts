import type { Instant } from "@giliran/contract/basics"
import type { Logger } from "pino"
import type { Ledger, StoredEvent } from "./ledger.ts"
import { apply } from "../rules/verbs/apply.ts"
import type { BranchDay } from "../rules/day/branch-day.ts"
import type { BranchEvent } from "../rules/day/events.ts"
import type { World } from "../world.ts"
import type { Clock } from "./steady-clock.ts"

/** What a room tells when it believes something new. */
export interface Believed {
  readonly day: BranchDay
  readonly version: number
  readonly now: Instant
  readonly events: readonly BranchEvent[]
}

export interface RoomNeeds {
  readonly ledger: Ledger
  readonly clock: Clock
  readonly log: Logger
  readonly world: World
}

const pullLimit = 1_000

/** The branch's current day as its events make it, and the seq of the last of them. */
export async function foldCurrentDay(
  ledger: Pick<Ledger, "currentDay">,
  beforeFirst: BranchDay,
): Promise<{ readonly day: BranchDay; readonly version: number }> {
  let day = beforeFirst
  let version = 0
  for await (const { events, lastSeq } of ledger.currentDay(beforeFirst.plan.branchId)) {
    for (const event of events) day = apply(day, event)
    version = lastSeq
  }
  return { day, version }
}

/** The branch's day as the ledger has it, as far as this node has heard, and those who are told of every change. */
export class BelievedDay {
  readonly #needs: RoomNeeds
  readonly #listeners = new Set<(believed: Believed) => void>()
  #day: BranchDay
  #version: number
  #heard = 0

  constructor(needs: RoomNeeds, day: BranchDay, version: number) {
    this.#needs = needs
    this.#day = day
    this.#version = version
  }

  /** What the ledger holds of the branch's current day, or before its first. */
  static async read(beforeFirst: BranchDay, needs: RoomNeeds): Promise<BelievedDay> {
    const { day, version } = await foldCurrentDay(needs.ledger, beforeFirst)
    needs.clock.atLeast(day.lastAt)
    return new BelievedDay(needs, day, version)
  }

  get day(): BranchDay {
    return this.#day
  }

  get version(): number {
    return this.#version
  }

  /** Tells each time something new is believed. Returns the way to stop listening. */
  onBelieved(listener: (believed: Believed) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The ledger may hold events up to this seq. */
  hear(seq: number): void {
    this.#heard = Math.max(this.#heard, seq)
  }

  /** Whether there may be more in the ledger than is believed; where the version will be `ahead` events further on. */
  isBehind(ahead = 0): boolean {
    return this.#heard > this.#version + ahead
  }

  /** What was heard of is not asked for again until it is heard again. */
  forgetHearsay(): void {
    this.#heard = 0
  }

  /** Believes the day that these events, now in the ledger, made. */
  turnTo(day: BranchDay, events: readonly BranchEvent[], now: Instant): void {
    if (events.length === 0) return
    this.#day = day
    this.#version += events.length
    this.#announce(events, now)
  }

  /** Reads what is new in the ledger; a day that closed on the way is told before the next. */
  async catchUp(): Promise<void> {
    const { ledger, clock } = this.#needs
    let news: BranchEvent[] = []
    const tell = () => {
      clock.atLeast(this.#day.lastAt)
      if (news.length > 0) this.#announce(news, clock.now())
      news = []
    }
    for (;;) {
      const page: readonly StoredEvent[] = await ledger.eventsAfter(
        this.#day.plan.branchId,
        this.#version,
        pullLimit,
      )
      for (const { seq, event } of page) {
        this.#day = apply(this.#day, event)
        this.#version = seq
        news.push(event)
        if (event.type === "day-closed") tell()
      }
      if (page.length < pullLimit) break
    }
    // What was heard of and is not there was never saved.
    this.#heard = this.#version
    tell()
  }

  #announce(events: readonly BranchEvent[], now: Instant): void {
    const believed: Believed = { day: this.#day, version: this.#version, now, events }
    for (const listener of this.#listeners)
      try {
        listener(believed)
      } catch (error) {
        this.#needs.log.error({ err: error, branch: this.#day.plan.branchId }, "a listener stumbled")
      }
  }
}
