import type { BranchId } from "@giliran/contract/basics"
import type { ClientToServer, ServerToClient } from "@giliran/contract/socket-events"
import type { TicketView } from "@giliran/contract/ticket-view"
import type { View } from "@giliran/contract/views"
import type { Namespace, Socket } from "socket.io"
import type { Believed } from "../branch/believed-day.ts"
import type { StaffingAdvices } from "../reports/staffing-advices.ts"
import type { Printers } from "../printing/printers.ts"
import type { BranchRoom } from "../branch/branch-room.ts"
import type { BranchEvent } from "../rules/day/events.ts"
import { nextChange } from "../rules/views/next-change.ts"
import type { DeviceHealth } from "../health/device-health.ts"
import { type HelpRequests, shownHelp } from "../help/help-requests.ts"
import { type Audience, roomName, viewFor } from "./audience.ts"

export type LiveSocket = Socket<ClientToServer, ServerToClient>
export type LiveNamespace = Namespace<ClientToServer, ServerToClient>

/** What views show besides what happened in the queue: who asks for help, how printers are, and a supervisor's news. */
export interface ViewNews {
  readonly advices: Pick<StaffingAdvices, "shown">
  readonly deviceHealth: Pick<DeviceHealth, "troubled">
  readonly help: Pick<HelpRequests, "ofBranch">
  readonly printers: Pick<Printers, "shown">
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
const lagCheckMs = 20

/** Sends one branch's views to those who watch them: each projected once, each packet made once, the newest only. */
export class Publisher {
  readonly #room: BranchRoom
  readonly #live: LiveNamespace
  readonly #news: ViewNews
  readonly #watched = new Map<string, Watched>()
  readonly #dirty = new Set<string>()
  readonly #urgent = new Set<string>()
  readonly #lagging = new Map<LiveSocket, Audience>()
  readonly #stopListening: () => void
  #displayAt = -Infinity
  #displayTimer: NodeJS.Timeout | undefined
  #urgentTimer: NodeJS.Immediate | undefined
  #soonTimer: NodeJS.Timeout | undefined
  #clockTimer: NodeJS.Timeout | undefined
  #lagTimer: NodeJS.Timeout | undefined
  #pauseMs = soonMs

  constructor(room: BranchRoom, live: LiveNamespace, news: ViewNews) {
    this.#room = room
    this.#news = news
    this.#live = live
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
    this.#lagging.delete(socket)
    void socket.leave(name)
  }

  /** There is another advice for supervisors, or another trouble. */
  sendNews(): void {
    for (const [name, { audience }] of this.#watched)
      if (audience.kind === "counter" && audience.isAdvised) this.#dirty.add(name)
    if (this.#dirty.size > 0) this.#soonTimer ??= setTimeout(() => this.#flushSoon(), this.#pauseMs)
  }

  /** A customer asks for somebody, or somebody comes: at once. */
  sendHelp(): void {
    for (const [name, { audience }] of this.#watched)
      if (audience.kind === "counter" || audience.kind === "kiosk") this.#urgent.add(name)
    if (this.#urgent.size > 0) this.#urgentTimer ??= setImmediate(() => this.#flushUrgent())
  }

  /** A printer is not as before. */
  sendPrinters(): void {
    const name = this.#nameOf({ kind: "kiosk" })
    if (!this.#watched.has(name)) return
    this.#dirty.add(name)
    this.#soonTimer ??= setTimeout(() => this.#flushSoon(), this.#pauseMs)
  }

  stop(): void {
    this.#stopListening()
    clearImmediate(this.#urgentTimer)
    for (const timer of [this.#displayTimer, this.#soonTimer, this.#clockTimer, this.#lagTimer])
      clearTimeout(timer)
  }

  #hear({ events }: Believed): void {
    if (this.#watched.size === 0) return
    if (events.some(isAnnounced)) this.#showCall()
    for (const event of events) this.#markTouched(event)
    for (const name of this.#watched.keys()) if (!this.#urgent.has(name)) this.#dirty.add(name)
    // The tickets of a day that closes are not in the next one: their last view is sent before it opens.
    if (events.some(({ type }) => type === "day-closed")) this.#flush(this.#dirty)
    if (this.#urgent.size > 0) this.#urgentTimer ??= setImmediate(() => this.#flushUrgent())
    if (this.#dirty.size > 0) this.#soonTimer ??= setTimeout(() => this.#flushSoon(), this.#pauseMs)
  }

  /** The hall first: before other views, before the callers' answers. */
  #showCall(): void {
    const name = this.#nameOf({ kind: "display" })
    if (!this.#watched.has(name) || this.#displayTimer) return
    const wait = this.#displayAt + displayGapMs - performance.now()
    if (wait <= 0) this.#send(name)
    else
      this.#displayTimer = setTimeout(() => {
        this.#displayTimer = undefined
        this.#send(name)
      }, wait)
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
    const startedAt = performance.now()
    this.#flush(this.#dirty)
    this.#pauseMs = Math.max(soonMs, (performance.now() - startedAt) / busyShare)
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
    if (audience.kind === "display") this.#displayAt = performance.now()
    const slow = Array.from(sockets).filter(isSlow)
    for (const socket of slow) this.#lagging.set(socket, audience)
    if (slow.length > 0) this.#lagTimer ??= setTimeout(() => this.#catchUpSlow(), lagCheckMs)
    const to = this.#live.to(name)
    const quick = slow.length === 0 ? to : to.except(slow.map(({ id }) => id))
    quick.emit("view", view)
  }

  /** A screen that could not take a view gets the newest when it can, and nothing in between. */
  #catchUpSlow(): void {
    this.#lagTimer = undefined
    for (const [socket, audience] of this.#lagging) {
      if (socket.connected && isSlow(socket)) continue
      this.#lagging.delete(socket)
      const view = socket.connected ? this.#view(audience) : null
      if (view) socket.emit("view", view)
    }
    if (this.#lagging.size > 0) this.#lagTimer = setTimeout(() => this.#catchUpSlow(), lagCheckMs)
  }

  /** Sends everything again when time alone changes a view. */
  #armClock(): void {
    clearTimeout(this.#clockTimer)
    this.#clockTimer = undefined
    if (this.#watched.size === 0) return
    const now = this.#room.now()
    const change = nextChange(this.#room.day, now)
    const wait = change === null ? quietMs : Math.min(quietMs, change - now)
    this.#clockTimer = setTimeout(() => {
      for (const name of this.#watched.keys()) this.#dirty.add(name)
      this.#flushSoon()
    }, wait)
  }

  #view(audience: Audience): View | null {
    const { day, version } = this.#room
    const view = viewFor(audience, day, version, this.#room.now())
    if (view?.kind === "ticket") return this.#asPromised(view)
    const { advices, deviceHealth, help, printers } = this.#news
    if (view?.kind === "kiosk")
      return { ...view, help: shownHelp(help.ofBranch(this.branchId)), printers: printers.shown(this.#room) }
    if (view?.kind !== "counter") return view
    const seen = { ...view, help: [...help.ofBranch(this.branchId)] }
    const isAdvised = audience.kind === "counter" && audience.isAdvised
    if (!isAdvised) return seen
    return { ...seen, advice: advices.shown(this.#room), troubles: deviceHealth.troubled(this.branchId) }
  }

  /** FORECAST-4: the range that this customer was shown before has a say in the one shown now. */
  #asPromised(view: TicketView): TicketView {
    const { progress, ticketId } = view
    if (progress.status !== "waiting") return view
    return { ...view, progress: { ...progress, wait: this.#room.waitShown(ticketId) ?? progress.wait } }
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

function isSlow(socket: LiveSocket): boolean {
  return !socket.conn.transport.writable
}
