import { useLive } from "@giliran/client/use-view"
import type { HelpAsked, HelpShown } from "@giliran/contract/help"
import { helpStandsMs } from "@giliran/contract/help-stands"
import type { KioskView } from "@giliran/contract/kiosk-view"
import { createStore } from "zustand/vanilla"
import { useStore } from "zustand"
import { kiosk } from "./kiosk.ts"
import { showSheet } from "./visit-store.ts"

/** Where asking for somebody stands at this kiosk. It outlives the visit: who waits may close the sheet. */
export type Help =
  | { readonly status: "none" }
  | { readonly status: "asking" }
  /** The kiosk cannot reach the server: nobody was called, and it says so. */
  | { readonly status: "not-asked" }
  | { readonly status: "asked"; readonly isAnybodyThere: boolean }
  | { readonly status: "coming" }
  /** Three minutes, and nobody came. */
  | { readonly status: "unanswered" }

/** What was answered; whether somebody comes, the view says. */
type Asking =
  | Exclude<Help, { readonly status: "asked" | "coming" }>
  | {
      readonly status: "asked"
      readonly id: string
      readonly isAnybodyThere: boolean
      readonly isSeen: boolean
    }

/** Then the customer is told where staff are, whether or not an answer may still come. */
const answerWithinMs = 10_000
const asking = createStore<Asking>(() => ({ status: "none" }))
let late: ReturnType<typeof setTimeout> | undefined

/** Rings the counters, and says what came of it. While somebody is called, the sheet alone is shown again. */
export const askForHelp = async (): Promise<void> => {
  showSheet({ says: "staff" })
  const { status } = asking.getState()
  if (status === "asking" || status === "asked") return
  const ask = kiosk.ask()
  const branch = kiosk.pairing()?.branch
  if (ask === null || branch === undefined || kiosk.store.getState().link.status !== "live")
    return asking.setState({ status: "not-asked" }, true)
  asking.setState({ status: "asking" }, true)
  inAWhile(answerWithinMs, { status: "not-asked" })
  const sent = await ask<HelpAsked>("POST", `/v1/branches/${branch}/help-requests`, {})
  if (!sent.ok) {
    clearTimeout(late)
    return asking.setState({ status: "not-asked" }, true)
  }
  const { help, isAnybodyThere } = sent.body
  // The server says so as well, should its word come through.
  inAWhile(helpStandsMs, { status: "unanswered" })
  asking.setState({ status: "asked", id: help.id, isAnybodyThere, isSeen: false }, true)
  look()
}

/** Somebody is there: the counters are told, and fall silent. */
export const helpCame = (): void => {
  const state = asking.getState()
  clearTimeout(late)
  asking.setState({ status: "none" }, true)
  showSheet(null)
  const branch = kiosk.pairing()?.branch
  if (state.status !== "asked" || branch === undefined) return
  // Should it not arrive, the request is over by its time.
  void kiosk.ask()?.("POST", `/v1/branches/${branch}/help-requests/${state.id}/end`, {})
}

export const helpNow = (): Help => {
  const state = asking.getState()
  return shownAs(state, isComing(state, kiosk.store.getState().view))
}

export const useHelp = (): Help => {
  const state = useStore(asking)
  return shownAs(
    state,
    useLive(kiosk.store, ({ view }) => isComing(state, view)),
  )
}

const isComing = (state: Asking, view: KioskView | null): boolean =>
  ownOf(view?.help, state)?.isComing === true

const shownAs = (state: Asking, isOnTheWay: boolean): Help => {
  if (state.status !== "asked") return state
  return isOnTheWay ? { status: "coming" } : { status: "asked", isAnybodyThere: state.isAnybodyThere }
}

/** Somebody is called, or on the way. */
export const isHelpOpen = ({ status }: Help): boolean => status === "asked" || status === "coming"

const ownOf = (help: readonly HelpShown[] | undefined, state: Asking): HelpShown | undefined =>
  state.status === "asked" ? help?.find(({ id }) => id === state.id) : undefined

/** The answer and the view come by different ways: only what was seen there can be missed there. */
const look = (): void => {
  const state = asking.getState()
  const { view } = kiosk.store.getState()
  if (state.status !== "asked" || view === null) return
  if (ownOf(view.help, state)) asking.setState({ ...state, isSeen: true }, true)
  else if (state.isSeen) {
    clearTimeout(late)
    asking.setState({ status: "unanswered" }, true)
  }
}

const inAWhile = (ms: number, then: Asking): void => {
  clearTimeout(late)
  late = setTimeout(() => asking.setState(then, true), ms)
}

kiosk.store.subscribe(({ view }, before) => {
  if (view !== before.view) look()
})
