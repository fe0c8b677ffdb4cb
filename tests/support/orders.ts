import type { BusinessDay, CounterId, Millis, ServiceId, TellerId, TicketId } from "@giliran/contract/basics"
import type { Command, Proof, TakeTicket } from "@giliran/contract/commands"
import type { Plan } from "@giliran/contract/plan"
import type {
  Carrier,
  ClassGround,
  Outcome,
  Place,
  Teller,
  TicketClass,
  VoidReason,
} from "@giliran/contract/ticket"
import type { BranchDay } from "../../server/rules/day/branch-day.ts"

/** Commands in the words of a story: tickets go by `A1`, counters by `1`, services by `a`, tellers by `dewi`. */

/** An order that can be written down only when the day is known: the service behind a letter, the plan to go on with. */
export type Order = Command | ((day: BranchDay) => Command)

export interface Taking {
  readonly class?: TicketClass
  readonly ground?: ClassGround
  readonly proof?: Proof
  readonly isDiscreet?: boolean
  /** Left out, the first service of the letter. */
  readonly for?: string
  readonly andThen?: readonly string[]
}

export interface Sending {
  readonly place?: Place
  readonly thenBack?: Place
}

/** `a` is a service, `counter 2` a counter, `teller dewi` a teller; a further word is the service to wait for there. */
export type To = string

export const ticketIdOf = (name: string) => name.padEnd(22, "_") as TicketId
export const nameOf = (id: TicketId) => id.replace(/_+$/, "")

export const tellerOf = (id: string): Teller => ({ id: id as TellerId, name: id })
const counter = (id: string) => id as CounterId
const service = (id: string) => id as ServiceId

export const takeTicket =
  (name: string, taking: Taking = {}): Order =>
  (day) => ({
    type: "take-ticket",
    ticketId: ticketIdOf(name),
    serviceId: service(taking.for ?? serviceOfLetter(day, name)),
    thenServiceIds: (taking.andThen ?? []).map(service),
    class: taking.class ?? "regular",
    ...(taking.ground ? { ground: taking.ground } : {}),
    ...(taking.proof ? { proof: taking.proof } : {}),
    ...(taking.isDiscreet ? { isDiscreet: true } : {}),
    language: "id",
  })

/** As a kiosk that prints takes it. */
export const reserve =
  (name: string, taking: Taking = {}): Order =>
  (day) => {
    const order = takeTicket(name, taking)
    const { type: _, ...taken } = (typeof order === "function" ? order(day) : order) as TakeTicket
    return { ...taken, type: "reserve-ticket" }
  }

export const confirm = (name: string, carriedBy: Carrier = "paper"): Command => ({
  type: "confirm-ticket",
  ticketId: ticketIdOf(name),
  carriedBy,
})

export const voidTicket = (name: string, reason: VoidReason = "printer-failed"): Command => ({
  type: "void-ticket",
  ticketId: ticketIdOf(name),
  reason,
})

function serviceOfLetter(day: BranchDay, name: string): string {
  const letter = name.replace(/\d+$/, "")
  return day.plan.services.find((entry) => entry.letter === letter)?.id ?? "no-service"
}

export const reclass = (name: string, ticketClass: TicketClass, reason = "elderly"): Command => ({
  type: "reclass-ticket",
  ticketId: ticketIdOf(name),
  class: ticketClass,
  reason,
})

export const withdraw = (name: string): Command => ({ type: "withdraw-ticket", ticketId: ticketIdOf(name) })
export const comeBack = (name: string): Command => ({ type: "return-ticket", ticketId: ticketIdOf(name) })

export const callNext = (id: string): Command => ({ type: "call-next", counterId: counter(id) })

export const callByNumber = (name: string, id: string, reason = "in a hurry"): Command => ({
  type: "call-ticket",
  ticketId: ticketIdOf(name),
  counterId: counter(id),
  reason,
})

interface Here {
  readonly at?: string
}

const here = ({ at }: Here) => (at === undefined ? {} : { counterId: counter(at) })

export const recall = (name: string, place: Here = {}): Command => ({
  type: "recall-ticket",
  ticketId: ticketIdOf(name),
  ...here(place),
})

export const undoCall = (name: string, place: Here = {}): Command => ({
  type: "undo-call",
  ticketId: ticketIdOf(name),
  ...here(place),
})

export const serve = (name: string, place: Here = {}): Command => ({
  type: "serve-ticket",
  ticketId: ticketIdOf(name),
  ...here(place),
})

export interface Finishing {
  readonly outcome?: Outcome
  readonly note?: string
}

export const finish = (name: string, finishing: Finishing = {}, thenCallNext = false): Command => ({
  type: "finish-ticket",
  ticketId: ticketIdOf(name),
  outcome: finishing.outcome ?? "done",
  ...(finishing.note === undefined ? {} : { note: finishing.note }),
  callNext: thenCallNext,
})

export const finishAndCallNext = (name: string, finishing: Finishing = {}): Command =>
  finish(name, finishing, true)

export const noShow = (name: string): Command => ({
  type: "no-show-ticket",
  ticketId: ticketIdOf(name),
  callNext: false,
})

export const noShowAndCallNext = (name: string): Command => ({
  type: "no-show-ticket",
  ticketId: ticketIdOf(name),
  callNext: true,
})

export const park = (name: string, wakeAfterMs?: number): Command => ({
  type: "park-ticket",
  ticketId: ticketIdOf(name),
  ...(wakeAfterMs === undefined ? {} : { wakeAfterMs: wakeAfterMs as Millis }),
})

export const resume = (name: string, place: Here = {}): Command => ({
  type: "resume-ticket",
  ticketId: ticketIdOf(name),
  ...here(place),
})

export const transfer = (name: string, to: To, sending: Sending = {}): Command => ({
  type: "transfer-ticket",
  ticketId: ticketIdOf(name),
  to: destinationOf(to),
  place: sending.place ?? "arrival",
  ...(sending.thenBack ? { thenBack: { place: sending.thenBack } } : {}),
})

function destinationOf(to: To): (Command & { type: "transfer-ticket" })["to"] {
  const [kind, id = "", forService] = to.split(" ")
  const then = forService === undefined ? {} : { serviceId: service(forService) }
  if (kind === "counter") return { kind, counterId: counter(id), ...then }
  if (kind === "teller") return { kind, tellerId: id as TellerId, ...then }
  return { kind: "service", serviceId: service(to) }
}

export interface Sitting {
  /** Left out, `t1` at counter 1. */
  readonly teller?: string
  readonly screen?: string
  readonly takeOver?: boolean
}

export const openCounter = (id: string, sitting: Sitting = {}): Command => ({
  type: "open-counter",
  counterId: counter(id),
  teller: tellerOf(sitting.teller ?? `t${id}`),
  ...(sitting.screen === undefined ? {} : { screenId: sitting.screen }),
  takeOver: sitting.takeOver ?? false,
})

export const pauseCounter = (id: string, reason = "break"): Command => ({
  type: "pause-counter",
  counterId: counter(id),
  reason,
})

export const resumeCounter = (id: string): Command => ({ type: "resume-counter", counterId: counter(id) })
export const closeCounter = (id: string): Command => ({ type: "close-counter", counterId: counter(id) })

export const openDay =
  (day: string): Order =>
  ({ plan }) => ({ type: "open-day", day: day as BusinessDay, plan })

export const closeDay: Command = { type: "close-day" }
export const changePlan = (plan: Plan): Command => ({ type: "change-plan", plan })
