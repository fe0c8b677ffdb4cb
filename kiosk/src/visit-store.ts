import type { SendProblem, Sender } from "@giliran/client/send"
import type { ServiceId } from "@giliran/contract/basics"
import type { TakeTicketBody } from "@giliran/contract/commands"
import type { TicketTaken } from "@giliran/contract/http-answers"
import type { TicketClass } from "@giliran/contract/ticket"
import { createStore } from "zustand/vanilla"
import { resetSettings, settingsStore } from "./settings-store.ts"

/** Where one customer's visit to the kiosk stands. */
export type Step =
  | { readonly at: "home" }
  /** One group of services, by its Indonesian name. */
  | { readonly at: "group"; readonly group: string }
  | { readonly at: "class" }
  | { readonly at: "class-services"; readonly class: Exclude<TicketClass, "regular"> }
  | { readonly at: "taken"; readonly taken: TicketTaken }

/** What a calm sheet over the screen says. */
export type Sheet =
  | { readonly says: "staff" }
  | { readonly says: "unavailable"; readonly serviceId: ServiceId }
  | { readonly says: "refused"; readonly problem: SendProblem }

export interface Visit {
  readonly step: Step
  readonly sheet: Sheet | null
  /** The service whose number is on its way. */
  readonly taking: ServiceId | null
}

const beginning: Visit = { step: { at: "home" }, sheet: null, taking: null }

export const visitStore = createStore<Visit>(() => beginning)

export const goTo = (step: Step): void => visitStore.setState({ step, sheet: null })

export const showSheet = (sheet: Sheet | null): void => visitStore.setState({ sheet })

/** The next customer. */
export const startOver = (): void => {
  visitStore.setState(beginning, true)
  resetSettings()
}

export interface TakeOrder {
  readonly sender: Sender
  readonly branch: string
  readonly serviceId: ServiceId
  readonly class: TicketClass
}

/** Takes a number. While one is on its way every further touch is that one. */
export const takeTicket = async (order: TakeOrder): Promise<void> => {
  if (visitStore.getState().taking !== null) return
  visitStore.setState({ taking: order.serviceId, sheet: null })
  const body: TakeTicketBody = {
    serviceId: order.serviceId,
    thenServiceIds: [],
    class: order.class,
    language: settingsStore.getState().language,
  }
  const sent = await order.sender.send<TicketTaken>(`/v1/branches/${order.branch}/tickets`, body)
  if (sent.ok) visitStore.setState({ taking: null, sheet: null, step: { at: "taken", taken: sent.body } })
  else visitStore.setState({ taking: null, sheet: { says: "refused", problem: sent.problem } })
}
