import type { Pairing } from "@giliran/client/sign-in"
import { startScreen } from "@giliran/client/start-screen"
import type { ViewStore } from "@giliran/client/view-store"
import type { CounterView } from "@giliran/contract/counter-view"
import { createStore, type StoreApi } from "zustand/vanilla"
import { createOrders, type DeskOrders, type DeskState } from "./desk-orders.ts"
import { deskSettings } from "@giliran/client/desk-settings"
import { type Duty, openDuty } from "./duty.ts"
import { holdOf } from "./hold.ts"
import { claimScreenId } from "./screen-id.ts"
import { keepSeat, keptSeat } from "./seat.ts"

/** One teller's desk: the counter's view, this tab's seat at it, and every order that a button can give. */
export interface Desk {
  readonly views: ViewStore<CounterView>
  readonly state: StoreApi<DeskState>
  readonly orders: DeskOrders
  /** Whose this screen is; null until it is known. */
  readonly pairing: () => Pairing | null
  readonly duty: Duty
}

export function openDesk(): Desk {
  const screen = startScreen({ screen: "counter", language: () => deskSettings.getState().language })
  const views = screen.store
  const state = createStore<DeskState>(() => ({
    screenId: null,
    seat: keptSeat(),
    isBusy: false,
    notice: null,
    heldChoice: null,
  }))
  const duty = openDuty({
    branch: () => screen.pairing()?.branch ?? null,
    enter: (branch) => (screen.pairing() === null ? screen.enter(branch) : screen.signedIn()),
    changed: () => state.setState({ seat: null, notice: null, heldChoice: null }),
  })
  state.subscribe(({ seat }, before) => {
    if (seat !== before.seat) keepSeat(seat)
  })
  void nameThisScreen()
  watchSeat()
  rememberHolding()

  async function nameThisScreen(): Promise<void> {
    const screenId = await claimScreenId()
    screenId.onRenamed((id) => state.setState({ screenId: id }))
    state.setState({ screenId: screenId.id })
  }

  /** Joins the seat's view as soon as the screen is paired, and again with each new pairing. */
  function watchSeat(): void {
    let watched: { readonly pairing: Pairing; readonly counterId: string } | null = null
    const watch = () => {
      const pairing = screen.pairing()
      const { seat } = state.getState()
      if (!pairing || !seat) return
      if (watched?.pairing === pairing && watched.counterId === seat.counterId) return
      watched = { pairing, counterId: seat.counterId }
      screen.watchCounter(seat.counterId)
    }
    // After the start of the screen, which joins a view of its own, has run to its end.
    views.subscribe(() => queueMicrotask(watch))
    state.subscribe(watch)
  }

  /** From the first view that says "you hold it", a later "somebody else does" means: taken over. */
  function rememberHolding(): void {
    const look = () => {
      const { seat, screenId } = state.getState()
      const { view } = views.getState()
      if (!seat || !screenId || seat.heldAs === screenId || view?.counterId !== seat.counterId) return
      if (holdOf(view.state, { screenId, tellerId: seat.teller.id }).by !== "me") return
      state.setState({ seat: { ...seat, heldAs: screenId } })
    }
    views.subscribe(look)
    state.subscribe(look)
  }

  const orders = createOrders(screen, state)
  views.subscribe(({ link }, before) => {
    if (link !== before.link && link.status === "signed-out") duty.ended()
  })
  duty.state.subscribe(openOwnCounter)

  /** At the PC of a counter there is nothing to choose: signing in opens it. */
  function openOwnCounter(): void {
    const counterId = screen.pairing()?.counter
    const on = duty.state.getState()
    if (on.status !== "in" || counterId === undefined || state.getState().seat) return
    const { staffId: id, name } = on.session
    void orders.sitDown({ counterId, teller: { id, name }, takeOver: false })
  }

  return { views, state, orders, pairing: screen.pairing, duty }
}
