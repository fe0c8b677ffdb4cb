import type { BranchId, Instant, TicketId, WaitRange } from "@giliran/contract/basics"
import type { Command } from "@giliran/contract/commands"
import type { Logger } from "pino"
import { DatabaseAway } from "../database/database.ts"
import type { World } from "../world.ts"
import type { AppendResult, Ledger } from "./ledger.ts"
import type { BranchDay } from "../rules/day/branch-day.ts"
import { BelievedDay, type Believed, type RoomNeeds } from "./believed-day.ts"
import { decideMore, type Draft, draftOf, emptyDraft, isClockDue, isDayOver, isEmpty } from "./draft.ts"
import { KnownReplies, pruneReplies } from "./known-replies.ts"
import type { Decided, Order, Reply, Unsettled } from "./order.ts"
import { ShownWaits } from "./shown-waits.ts"
import type { Clock } from "./steady-clock.ts"

type Settled = Reply | null | Unsettled

interface Waiting {
  readonly order: Order
  readonly settle: (reply: Settled) => void
  readonly fail: (error: unknown) => void
}

/** Commands decided in one transaction at most: its statement and its pause stay short. */
const batchLimit = 256
/** Against other nodes each retry wins or loses by chance; twenty losses in a row do not happen by chance. */
const attemptLimit = 20

/**
 * One branch's live state and the queue of its commands. Commands that wait together are decided one after another on
 * a draft of the day and saved in one transaction; only then the draft is believed, announced and answered. A failed
 * save changes nothing and refuses all.
 *
 * While one draft is on its way to the disk, what comes in is decided ahead on top of it, so that the next one leaves the moment
 * the disk is free. Should the first not be saved, what was decided ahead is forgotten and decided again.
 */
export class BranchRoom {
  readonly branchId: BranchId
  readonly #ledger: Ledger
  readonly #clock: Clock
  readonly #log: Logger
  readonly #world: World
  readonly #believed: BelievedDay
  readonly #known = new KnownReplies()
  readonly #shownWaits = new ShownWaits()
  #isDayDue = false
  #waiting: Waiting[] = []
  /** On its way to the disk. */
  #saving: Draft<Waiting> | null = null
  /** Decided on top of it. */
  #ahead: Draft<Waiting> | null = null
  #isAheadDue = false
  #work: Promise<void> | null = null

  private constructor(branchId: BranchId, { ledger, clock, log, world }: RoomNeeds, believed: BelievedDay) {
    this.branchId = branchId
    this.#ledger = ledger
    this.#clock = clock
    this.#log = log
    this.#world = world
    this.#believed = believed
  }

  /** Opens the room with what the ledger holds of the branch's current day, or before its first. */
  static async open(beforeFirst: BranchDay, needs: RoomNeeds): Promise<BranchRoom> {
    const room = new BranchRoom(beforeFirst.plan.branchId, needs, await BelievedDay.read(beforeFirst, needs))
    room.tick()
    await room.#work
    return room
  }

  get day(): BranchDay {
    return this.#believed.day
  }

  get version(): number {
    return this.#believed.version
  }

  /** What this ticket's customer is to be shown of the wait; null when it does not wait. */
  waitShown(ticketId: TicketId): WaitRange | null {
    return this.#shownWaits.of(this.day, ticketId, this.#clock.now())
  }

  now(): Instant {
    return this.#clock.now()
  }

  /** Tells each time the room believes something new. Returns the way to stop listening. */
  onBelieved(listener: (believed: Believed) => void): () => void {
    return this.#believed.onBelieved(listener)
  }

  /** Resolves when what the command did is on the disk, or nothing was done. */
  async submit(order: Order): Promise<Reply | Unsettled> {
    const settled = await this.#known.answer(order, (fresh) => this.#enqueue(fresh))
    if (settled === null) throw new Error("Nobody wrote a reply to somebody who waits for it")
    return settled
  }

  /** The server's own: nobody waits for a reply, and nobody repeats it. */
  async order(command: Command, actor: string): Promise<Decided | "ledger-away"> {
    const decisions: Decided[] = []
    const settled = await this.#enqueue({
      commandId: null,
      digest: "",
      actor,
      command,
      respond({ decision }) {
        decisions.push(decision)
        return null
      },
    })
    // Decided again where a race was lost: the last one counts.
    const decision = decisions.at(-1)
    return settled !== null || !decision ? "ledger-away" : decision
  }

  /** Does what the clock orders: changes the business day if it is over, voids numbers that nobody confirmed. */
  tick(): void {
    if (!isClockDue(this.day, this.#clock.now())) return
    this.#isDayDue = true
    this.#start()
  }

  /** The ledger may hold events up to this seq: another node's, or ours of which we never heard that they were saved. */
  hear(seq: number): void {
    this.#believed.hear(seq)
    if (this.#believed.isBehind()) this.#start()
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.#work) await this.#work
  }

  #enqueue(order: Order): Promise<Settled> {
    const { promise, resolve, reject } = Promise.withResolvers<Settled>()
    this.#waiting.push({ order, settle: resolve, fail: reject })
    this.#start()
    if (this.#saving && !this.#isAheadDue) {
      this.#isAheadDue = true
      this.#world.soon(() => this.#decideAhead())
    }
    return promise
  }

  #start(): void {
    this.#work ??= this.#workOff().finally(() => {
      this.#work = null
      if (this.#hasWork()) this.#start()
    })
  }

  async #workOff(): Promise<void> {
    // Requests that arrived in the same turn of the event loop are read before the first of them is decided.
    await new Promise<void>((resolve) => {
      this.#world.soon(resolve)
    })
    do {
      const batch = this.#waiting.splice(0, batchLimit)
      this.#isDayDue = false
      try {
        if (this.#believed.isBehind()) await this.#believed.catchUp()
        await this.#settle(batch)
      } catch (error) {
        this.#giveUp(batch, error)
      }
    } while (this.#hasWork())
  }

  #hasWork(): boolean {
    return this.#waiting.length > 0 || this.#believed.isBehind() || this.#isDayDue
  }

  async #settle(batch: readonly Waiting[]): Promise<void> {
    let open = batch
    for (let attempt = 1; attempt <= attemptLimit; attempt++) {
      const draft = draftOf(this.day, open, this.#clock.now())
      if (draft.trouble)
        this.#log.error({ branch: this.branchId, ...draft.trouble }, "the next business day cannot be opened")
      if (isEmpty(draft)) return this.#believe(draft)
      const result = await this.#save(draft, this.version)
      if (result.appended) return this.#goOn(draft)
      if (result.cause === "stale") {
        await this.#believed.catchUp()
        if (attempt > 2) await this.#world.sleep(this.#world.random() * 2 * attempt)
      } else open = await this.#answerAgain(open)
    }
    throw new DatabaseAway("no", new Error(`lost ${attemptLimit} races in a row`))
  }

  /** Believes what was saved, after handing the ledger what was decided ahead meanwhile; and so on while there is some. */
  async #goOn(saved: Draft<Waiting>): Promise<void> {
    for (let draft = saved; ;) {
      const next = this.#takeAhead(draft)
      const saving = next && this.#save(next, this.version + draft.events.length)
      this.#believe(draft)
      if (!next || !saving) return
      try {
        const { appended } = await saving
        // A race was lost, or a key was answered before: decided again, in the order in which they came.
        if (!appended) return this.#putBack(next)
      } catch (error) {
        return this.#giveUp(next.orders, error)
      }
      draft = next
    }
  }

  /** What was decided ahead is forgotten when this draft is not saved: it has no ground any more. */
  async #save(draft: Draft<Waiting>, after: number): Promise<AppendResult> {
    const { now, events, stored, tickets } = draft
    this.#saving = draft
    let isSaved = false
    try {
      const result = await this.#ledger.append({
        branchId: this.branchId,
        after,
        at: now,
        events,
        replies: stored,
        tickets: [...tickets.values()],
      })
      isSaved = result.appended
      return result
    } finally {
      this.#saving = null
      if (!isSaved && this.#ahead) this.#putBack(this.#ahead)
    }
  }

  #decideAhead(): void {
    this.#isAheadDue = false
    const ground = this.#saving
    const now = this.#clock.now()
    if (!ground || this.#waiting.length === 0 || isDayOver(ground.day, now)) return
    this.#ahead ??= emptyDraft(ground.day, now)
    decideMore(this.#ahead, this.#waiting.splice(0, batchLimit - this.#ahead.orders.length), now)
  }

  /** Null when nothing was, or when something else must be looked at first. */
  #takeAhead(saved: Draft<Waiting>): Draft<Waiting> | null {
    const ahead = this.#ahead
    this.#ahead = null
    if (!ahead) return null
    const isFirst = !this.#believed.isBehind(saved.events.length) && !this.#isDayDue
    if (isFirst && !isDayOver(ahead.day, this.#clock.now())) return ahead
    this.#putBack(ahead)
    return null
  }

  #putBack({ orders }: Draft<Waiting>): void {
    this.#ahead = null
    this.#waiting.unshift(...orders)
  }

  /** In this order: the day, the screens, the callers. */
  #believe({ day, now, events, closed, replies, stored, shown, stumbles }: Draft<Waiting>): void {
    const happened = events.map(({ event }) => event)
    if (closed) this.#believed.turnTo(closed.day, happened.slice(0, closed.eventCount), now)
    this.#believed.turnTo(day, happened.slice(closed?.eventCount ?? 0), now)
    for (const { ticketId, wait } of shown) this.#shownWaits.keep(day, ticketId, wait)
    for (const reply of stored) this.#known.keep(reply)
    for (const { waiting, reply } of replies) waiting.settle(reply)
    for (const { waiting, error } of stumbles) waiting.fail(error)
    if (!happened.some(({ type }) => type === "day-opened")) return
    pruneReplies(this.#ledger, this.branchId, now).catch((error: unknown) =>
      this.#log.warn({ err: error, branch: this.branchId }, "old replies stay for now"),
    )
  }

  /** Settles the orders that were answered before, maybe by another node or before a restart; returns the others. */
  async #answerAgain(batch: readonly Waiting[]): Promise<readonly Waiting[]> {
    const keys = batch.flatMap(({ order }) => (order.commandId === null ? [] : [order.commandId]))
    const found = await this.#ledger.repliesOf(this.branchId, keys)
    return batch.filter(({ order, settle }) => {
      const reply = order.commandId === null ? undefined : found.get(order.commandId)
      if (!reply) return true
      this.#known.keep(reply)
      settle(reply.digest === order.digest ? reply : "key-reused")
      return false
    })
  }

  #giveUp(batch: readonly Waiting[], error: unknown): void {
    if (error instanceof DatabaseAway) {
      this.#log.warn({ err: error, branch: this.branchId, refused: batch.length }, "the ledger is away")
      for (const { settle } of batch) settle("ledger-away")
      // Asking again at once would not help: the poll will tell when there is something to hear.
      this.#believed.forgetHearsay()
    } else {
      this.#log.error({ err: error, branch: this.branchId }, "the room stumbled")
      for (const { fail } of batch) fail(error)
    }
  }
}
