import type { Ask, SendProblem } from "@giliran/client/api-client"
import type { ServiceId } from "@giliran/contract/basics"
import type { TakeTicketBody } from "@giliran/contract/commands"
import type { TicketTaken } from "@giliran/contract/http-answers"
import { createStore } from "zustand/vanilla"
import type { PaperRoute } from "./paper-route.ts"
import { type CarriedBy, takeOnPaper, takeOnScreen } from "./print-ticket.ts"
import type { Right } from "./right.ts"
import { resetSettings, settingsStore } from "./settings-store.ts"

/** Where the proof of a priority customer stands. `checking` ends by itself; the last three go on as everybody, or again. */
export type Proving =
  | { readonly status: "typing" }
  | { readonly status: "checking" }
  | { readonly status: "unknown" }
  | { readonly status: "not-now" }
  | { readonly status: "too-many"; readonly seconds: number }

/** Where one customer's visit to the kiosk stands. */
export type Step =
  | { readonly at: "home" }
  /** One group of services, by its Indonesian name. */
  | { readonly at: "group"; readonly group: string }
  | { readonly at: "class" }
  | { readonly at: "proof"; readonly proving: Proving }
  | { readonly at: "class-services"; readonly right: Right }
  | { readonly at: "taken"; readonly taken: TicketTaken; readonly carriedBy: CarriedBy }

/** What a calm sheet over the screen says. */
export type Sheet =
  | { readonly says: "staff" }
  | { readonly says: "languages" }
  | { readonly says: "no-speech" }
  | { readonly says: "unavailable"; readonly serviceId: ServiceId }
  | { readonly says: "refused"; readonly problem: SendProblem }

export interface Visit {
  readonly step: Step
  readonly sheet: Sheet | null
  /** The service whose number is on its way. */
  readonly taking: ServiceId | null
  /** The card or member number so far. It lives here only, and no longer than the step it is typed in. */
  readonly typed: string
  /** The customer would rather not be called aloud. */
  readonly isDiscreet: boolean
}

const beginning: Visit = { step: { at: "home" }, sheet: null, taking: null, typed: "", isDiscreet: false }

export const visitStore = createStore<Visit>(() => beginning)

/** Every step begins with nothing typed. */
export const goTo = (step: Step): void => visitStore.setState({ step, sheet: null, typed: "" })

export const showSheet = (sheet: Sheet | null): void => visitStore.setState({ sheet })

export const toggleDiscreet = (): void =>
  visitStore.setState(({ isDiscreet }) => ({ isDiscreet: !isDiscreet }))

/** The next customer. */
export const startOver = (): void => {
  visitStore.setState(beginning, true)
  resetSettings()
}

export interface TakeOrder {
  readonly ask: Ask
  readonly branch: string
  readonly serviceId: ServiceId
  readonly right: Right | null
  readonly paper: PaperRoute
}

/** Takes a number. While one is on its way every further touch is that one. */
export const takeTicket = async ({ ask, branch, serviceId, right, paper }: TakeOrder): Promise<void> => {
  const { taking, isDiscreet } = visitStore.getState()
  if (taking !== null) return
  visitStore.setState({ taking: serviceId, sheet: null })
  const body: TakeTicketBody = {
    serviceId,
    thenServiceIds: [],
    class: right?.kind ?? "regular",
    language: settingsStore.getState().language,
    ...(right?.kind === "care" && { claim: right }),
    ...(right?.kind === "priority" && { proof: right.proof }),
    ...(isDiscreet && { isDiscreet }),
  }
  const sent = await (paper.kind === "none" || paper.kind === "away"
    ? takeOnScreen(ask, { branch, body, isInstead: paper.kind === "away" })
    : takeOnPaper(ask, { branch, body, paper }))
  if (sent.ok) {
    visitStore.setState({ taking: null, sheet: null, step: { at: "taken", ...sent.body } })
    return
  }
  // A proof counts once and not for long: the card is asked for again.
  if (sent.problem.code === "proof-expired") goTo({ at: "proof", proving: { status: "typing" } })
  visitStore.setState({ taking: null, sheet: { says: "refused", problem: sent.problem } })
}
