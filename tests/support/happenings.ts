import type { Carrier, TicketClass, VoidReason } from "@giliran/contract/ticket"
import type { BranchEvent } from "../../server/rules/day/events.ts"
import {
  type Finishing,
  type Order,
  type Sending,
  type Sitting,
  type Taking,
  type To,
  callByNumber,
  callNext,
  closeCounter,
  comeBack,
  confirm,
  finish,
  noShow,
  openCounter,
  park,
  pauseCounter,
  recall,
  reclass,
  reserve,
  resume,
  resumeCounter,
  serve,
  takeTicket,
  ticketIdOf,
  transfer,
  undoCall,
  voidTicket,
  withdraw,
} from "./orders.ts"

/**
 * What happened, in the words of a story. The same words serve before and after: in `given` the order is given and must
 * lead to the event; in `then` the event is looked for.
 */
export interface Happening {
  readonly event: Partial<BranchEvent> & { readonly type: BranchEvent["type"] }
  readonly order: Order | null
}

type Said = Readonly<Record<string, unknown>>

const ofTicket = (
  type: BranchEvent["type"],
  name: string,
  order: Order | null,
  more: Said = {},
): Happening => ({
  event: { type, ticketId: ticketIdOf(name), ...more } as Happening["event"],
  order,
})

const ofCounter = (type: BranchEvent["type"], counterId: string, order: Order): Happening => ({
  event: { type, counterId } as Happening["event"],
  order,
})

export const ticketTaken = (name: string, taking?: Taking) =>
  ofTicket("ticket-taken", name, takeTicket(name, taking), { number: numberOf(name) })

export const ticketReserved = (name: string, taking?: Taking) =>
  ofTicket("ticket-reserved", name, reserve(name, taking), { number: numberOf(name) })

/** Taken by being confirmed. */
export const ticketConfirmed = (name: string, carriedBy: Carrier = "paper") =>
  ofTicket("ticket-taken", name, confirm(name, carriedBy), { number: numberOf(name), carriedBy })

export const ticketVoided = (name: string, reason: VoidReason = "printer-failed") =>
  ofTicket("ticket-voided", name, voidTicket(name, reason), { reason })

/** `A1` is `A001`. */
function numberOf(name: string): string {
  return name.replace(/\d+$/, (count) => count.padStart(3, "0"))
}

export const ticketWithdrawn = (name: string) => ofTicket("ticket-withdrawn", name, withdraw(name))
export const ticketExpired = (name: string) => ofTicket("ticket-expired", name, null)

/** By the calling rule. */
export const ticketCalled = (name: string, counterId: string) =>
  ofTicket("ticket-called", name, callNext(counterId), { counterId })

export const calledByNumber = (name: string, counterId: string) =>
  ofTicket("ticket-called", name, callByNumber(name, counterId), { counterId })

export const ticketRecalled = (name: string) => ofTicket("ticket-recalled", name, recall(name))
export const callUndone = (name: string) => ofTicket("call-undone", name, undoCall(name))
export const servingStarted = (name: string) => ofTicket("serving-started", name, serve(name))

export const ticketFinished = (name: string, finishing: Finishing = {}) =>
  ofTicket("ticket-finished", name, finish(name, finishing), { ...finishing })

/** Finished here, and on to this service. */
export const ticketMovedOn = (name: string, serviceId: string) =>
  ofTicket("ticket-moved-on", name, finish(name), { serviceId })

export const ticketMissed = (name: string) => ofTicket("ticket-missed", name, noShow(name))
export const ticketReturned = (name: string) => ofTicket("ticket-returned", name, comeBack(name))

export const ticketReclassed = (name: string, to: TicketClass, reason?: string) =>
  ofTicket("ticket-reclassed", name, reclass(name, to, reason), { to })

export const ticketParked = (name: string, wakeAfterMs?: number) =>
  ofTicket("ticket-parked", name, park(name, wakeAfterMs))

export const ticketResumed = (name: string, counterId?: string) =>
  ofTicket(
    "ticket-resumed",
    name,
    resume(name, counterId === undefined ? {} : { at: counterId }),
    counterId === undefined ? {} : { counterId },
  )

export const ticketTransferred = (name: string, to: To, sending?: Sending) =>
  ofTicket("ticket-transferred", name, transfer(name, to, sending))

export const ticketReleased = (name: string) => ofTicket("ticket-released", name, null)

export const counterOpened = (id: string, sitting?: Sitting) =>
  ofCounter("counter-opened", id, openCounter(id, sitting))

export const counterPaused = (id: string, reason?: string) =>
  ofCounter("counter-paused", id, pauseCounter(id, reason))

export const counterResumed = (id: string) => ofCounter("counter-resumed", id, resumeCounter(id))
export const counterClosed = (id: string) => ofCounter("counter-closed", id, closeCounter(id))

export const dayClosed: Happening = { event: { type: "day-closed" }, order: { type: "close-day" } }
