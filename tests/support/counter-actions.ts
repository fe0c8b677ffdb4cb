import type { TicketId } from "@giliran/contract/basics"
import type { Command } from "@giliran/contract/commands"
import type { CounterAction, CounterView } from "@giliran/contract/counter-view"
import { tellerOf, ticketIdOf } from "./orders.ts"

/** What each button of this counter's screen would send, worked out from the view alone, as the screen does. */
export function actionCommands(view: CounterView): Readonly<Record<CounterAction, Command>> {
  const { counterId, state } = view
  const inHand: TicketId = view.ticket?.id ?? ticketIdOf("nobody")
  const serviceId = view.services.find(({ isMine }) => isMine)?.id ?? ("none" as never)
  const waiting = view.waiting.tickets[0]?.id ?? ticketIdOf("nobody")
  const held = { ticketId: inHand, counterId }
  return {
    "open-counter": {
      type: "open-counter",
      counterId,
      teller: state.status === "closed" ? tellerOf("somebody-new") : state.teller,
      takeOver: false,
    },
    "resume-counter": { type: "resume-counter", counterId },
    "pause-counter": { type: "pause-counter", counterId, reason: view.pauseReasons[0]?.id ?? "" },
    "close-counter": { type: "close-counter", counterId },
    "call-next": { type: "call-next", counterId },
    "call-ticket": { type: "call-ticket", counterId, ticketId: waiting, reason: "asked to" },
    "recall-ticket": { type: "recall-ticket", ...held },
    "serve-ticket": { type: "serve-ticket", ...held },
    "finish-ticket": { type: "finish-ticket", ...held, outcome: "done", callNext: false },
    "finish-and-call-next": { type: "finish-ticket", ...held, outcome: "done", callNext: true },
    "no-show-ticket": { type: "no-show-ticket", ...held, callNext: false },
    "park-ticket": { type: "park-ticket", ...held },
    "resume-ticket": {
      type: "resume-ticket",
      ticketId: view.parked[0]?.id ?? ticketIdOf("nobody"),
      counterId,
    },
    "transfer-ticket": {
      type: "transfer-ticket",
      ...held,
      to: { kind: "service", serviceId },
      place: "arrival",
    },
    "undo-call": { type: "undo-call", ...held },
    "reclass-ticket": {
      type: "reclass-ticket",
      ticketId: inHand,
      class: view.ticket?.class === "care" ? "regular" : "care",
      reason: "elderly",
    },
    "return-ticket": { type: "return-ticket", ticketId: view.missed[0]?.id ?? ticketIdOf("nobody") },
  }
}
