import type { BranchId } from "@giliran/contract/basics"
import type { Believed } from "../branch/believed-day.ts"
import type { BranchRoom } from "../branch/branch-room.ts"
import type { BranchEvent } from "../rules/day/events.ts"
import { nextChange } from "../rules/views/next-change.ts"
import type { Timer, World } from "../world.ts"
import { assembleView } from "./assemble-view.ts"
import { type Audience, roomName } from "./audience.ts"
import type { LiveNamespace, LiveSocket } from "./live-socket.ts"
import { type NewsDesk, type NewsKind, newsSeen } from "./news.ts"
import { SlowScreens } from "./slow-screens.ts"

export interface PublisherNeeds {
  readonly room: BranchRoom
  readonly live: LiveNamespace
  readonly news: Pick<NewsDesk, "of">
  readonly world: World
}

interface Watched {
  readonly audience: Audience
  readonly sockets: Set<LiveSocket>
}

/** A call is on the display within this long of the one before, however many come: a screen draws 60 times a second. */
const displayGapMs = 16
/** What nobody waits for with open eyes may wait this long, so that a rush makes a few views and not hundreds. */
const soonMs = 100
/** With many watchers, at most this share of the time goes into views. */
const busyShare = 0.2
/** Waits and clocks stay true when nothing happens at all. */
const quietMs = 15_000

/** Sends one branch's views to those who watch them: each projected once, each packet made once, the newest only. */
export class Publisher {
  readonly #room: BranchRoom
  readonly #live: LiveNamespace
  readonly #news: Pick<NewsDesk, "of">
  readonly #world: World
  readonly #watched = new Map<string, Watched>()
  readonly #dirty = new Set<string>()
  readonly #urgent = new Set<string>()
  readonly #slow: SlowScreens
  readonly #stopListening: () => void
  #displayAt = -Infinity
  #displayTimer: Timer | undefined
  #urgentTimer: Timer | undefined
  #soonTimer: Timer | undefined
  #clockTimer: Timer | undefined
  #pauseMs = soonMs

  constructor({ room, live, news, world }: PublisherNeeds) {
    this.#room = room
    this.#live = live
    this.#news = news
    this.#world = world
    this.#slow = new SlowScreens(world, (audience) => this.#view(audience))
    this.#stopListening = room.onBelieved((believed) => this.#hear(believed))
  }

  get branchId(): BranchId {
    return this.#room.branchId
  }

  /** Sends the view at once and from now on; false when there is no such counter or ticket. */
  watch(socket: LiveSocket, audience: Audience): boolean {
    const view = this.#view(audience)
    if (!view) return false
    const name = this.#nameOf(audience)
    const watched = this.#watched.get(name) ?? { audience, sockets: new Set() }
    watched.sockets.add(socket)
    this.#watched.set(name, watched)
    void socket.join(name)
    socket.emit("view", view)
    if (!this.#clockTimer) this.#armClock()
    return true
  }

  unwatch(socket: LiveSocket, audience: Audience): void {
    const name = this.#nameOf(audience)
    const watched = this.#watched.get(name)
    watched?.sockets.delete(socket)
    if (watched?.sockets.size === 0) this.#forget(name)
    this.#slow.forget(socket)
    void socket.leave(name)
  }

  /** There is other news of this kind. */
  tell(kind: NewsKind): void {
    const { by, isUrgent } = newsSeen[kind]
    for (const [name, { audience }] of this.#watched)
      if (by(audience)) (isUrgent ? this.#urgent : this.#dirty).add(name)
    this.#flushLater()
  }

  stop(): void {
    this.#stopListening()
    this.#slow.stop()
    for (const timer of [this.#urgentTimer, this.#displayTimer, this.#soonTimer, this.#clockTimer])
      timer?.cancel()
  }

  #hear({ events }: Believed): void {
    if (this.#watched.size === 0) return
    if (events.some(isAnnounced)) this.#showCall()
    for (const event of events) this.#markTouched(event)
    for (const name of this.#watched.keys()) if (!this.#urgent.has(name)) this.#dirty.add(name)
    // The tickets of a day that closes are not in the next one: their last view is sent before it opens.
    if (events.some(({ type }) => type === "day-closed")) this.#flush(this.#dirty)
    this.#flushLater()
  }

  #flushLater(): void {
    if (this.#urgent.size > 0) this.#urgentTimer ??= this.#world.soon(() => this.#flushUrgent())
    if (this.#dirty.size > 0) this.#soonTimer ??= this.#world.after(this.#pauseMs, () => this.#flushSoon())
  }

  /** The hall first: before other views, before the callers' answers. */
  #showCall(): void {
    const name = this.#nameOf({ kind: "display" })
    if (!this.#watched.has(name) || this.#displayTimer) return
    const wait = this.#displayAt + displayGapMs - this.#world.elapsedMs()
    if (wait <= 0) this.#send(name)
    else
      this.#displayTimer = this.#world.after(wait, () => {
        this.#displayTimer = undefined
        this.#send(name)
      })
  }

  #markTouched(event: BranchEvent): void {
    const touched: Audience[] = []
    if ("ticketId" in event) touched.push({ kind: "ticket", ticketId: event.ticketId })
    if ("counterId" in event)
      for (const isAdvised of [false, true])
        touched.push({ kind: "counter", counterId: event.counterId, isAdvised })
    for (const name of touched.map((audience) => this.#nameOf(audience)))
      if (this.#watched.has(name)) this.#urgent.add(name)
  }

  #flushUrgent(): void {
    this.#urgentTimer = undefined
    this.#flush(this.#urgent)
    // What happened may bring the next change nearer; where others wait for their views, the clock is set with those.
    if (!this.#soonTimer) this.#armClock()
  }

  #flushSoon(): void {
    this.#soonTimer = undefined
    const startedAt = this.#world.elapsedMs()
    this.#flush(this.#dirty)
    this.#pauseMs = Math.max(soonMs, (this.#world.elapsedMs() - startedAt) / busyShare)
    this.#armClock()
  }

  #flush(names: Set<string>): void {
    const due = [...names]
    names.clear()
    for (const name of due) this.#send(name)
  }

  #send(name: string): void {
    this.#dirty.delete(name)
    this.#urgent.delete(name)
    const watched = this.#watched.get(name)
    if (!watched) return
    const { audience, sockets } = watched
    const view = this.#view(audience)
    // The day has it no more; its watchers keep the last view that it had.
    if (!view) return this.#forget(name)
    if (audience.kind === "display") this.#displayAt = this.#world.elapsedMs()
    const slow = this.#slow.putOff(sockets, audience)
    const to = this.#live.to(name)
    const quick = slow.length === 0 ? to : to.except(slow.map(({ id }) => id))
    quick.emit("view", view)
  }

  /** Sends everything again when time alone changes a view. */
  #armClock(): void {
    this.#clockTimer?.cancel()
    this.#clockTimer = undefined
    if (this.#watched.size === 0) return
    const now = this.#room.now()
    const change = nextChange(this.#room.day, now)
    const wait = change === null ? quietMs : Math.min(quietMs, change - now)
    this.#clockTimer = this.#world.after(wait, () => {
      for (const name of this.#watched.keys()) this.#dirty.add(name)
      this.#flushSoon()
    })
  }

  #view(audience: Audience): ReturnType<typeof assembleView> {
    return assembleView(audience, this.#room, this.#news)
  }

  #forget(name: string): void {
    this.#watched.delete(name)
    this.#dirty.delete(name)
    this.#urgent.delete(name)
  }

  #nameOf(audience: Audience): string {
    return roomName(this.#room.branchId, audience)
  }
}

function isAnnounced({ type }: BranchEvent): boolean {
  return type === "ticket-called" || type === "ticket-recalled" || type === "call-undone"
}
