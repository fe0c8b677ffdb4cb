import type { Sent } from "@giliran/client/api-client"
import type { StartedScreen } from "@giliran/client/start-screen"
import type { Destination } from "@giliran/contract/commands"
import type { Outcome, Place, Teller, TicketClass } from "@giliran/contract/ticket"
import type { CounterAction, CounterView } from "@giliran/contract/counter-view"
import type { StoreApi } from "zustand/vanilla"
import { keepTeller, type Seat } from "./seat.ts"

export interface DeskState {
  /** Null until the other tabs have been asked. */
  readonly screenId: string | null
  readonly seat: Seat | null
  /** An order is on its way, or its view is. */
  readonly isBusy: boolean
  /** What the server said about the last order that it did not obey. */
  readonly notice: string | null
  /** The counter that somebody else turned out to hold when it was chosen. */
  readonly heldChoice: { readonly counterId: string; readonly teller: Teller } | null
}

/** Each answers whether it was obeyed. */
export interface DeskOrders {
  readonly sitDown: (at: { counterId: string; teller: Teller; takeOver: boolean }) => Promise<boolean>
  /** Leave the chosen counter without closing it. */
  readonly standUp: () => void
  readonly forgetHeldChoice: () => void
  readonly dismissNotice: () => void
  readonly tell: (notice: string) => void
  readonly primary: (action: CounterAction) => Promise<boolean>
  readonly pause: (reason: string) => Promise<boolean>
  readonly resumeCounter: () => Promise<boolean>
  readonly closeCounter: () => Promise<boolean>
  readonly callTicket: (ticketId: string, reason: string) => Promise<boolean>
  readonly recall: () => Promise<boolean>
  readonly noShow: () => Promise<boolean>
  readonly undo: () => Promise<boolean>
  readonly park: (wakeAfterMs: number | null) => Promise<boolean>
  readonly resumeTicket: (ticketId: string) => Promise<boolean>
  readonly returnTicket: (ticketId: string) => Promise<boolean>
  readonly finish: (with_: { outcome: Outcome; note: string; callNext: boolean }) => Promise<boolean>
  readonly transfer: (order: TransferOrder) => Promise<boolean>
  /** To the kiosk where a customer has waited longest for somebody. */
  readonly come: () => Promise<boolean>
  /** `reason`: a code of care, or words. */
  readonly reclass: (ticketId: string, to: TicketClass, reason: string) => Promise<boolean>
}

export interface TransferOrder {
  readonly to: Destination
  readonly place: Place
  readonly isBackToMe: boolean
}

/** How long a button waits for the view that its order made, before it may be pressed again all the same. */
const VIEW_WITHIN_MS = 1_500

/** The orders of the buttons, one at a time: while one is on its way, the others are not heard. */
export function createOrders(screen: StartedScreen<"counter">, state: StoreApi<DeskState>): DeskOrders {
  const views = screen.store

  const orders: DeskOrders = {
    sitDown,
    standUp: () => state.setState({ seat: null, heldChoice: null, notice: null }),
    forgetHeldChoice: () => state.setState({ heldChoice: null }),
    dismissNotice: () => state.setState({ notice: null }),
    tell: (notice) => state.setState({ notice }),
    primary: (action) => runPrimary(action),
    pause: (reason) => ofCounter("pause", { reason }),
    resumeCounter: () => ofCounter("resume"),
    closeCounter: async () => {
      const isClosed = await ofCounter("close")
      if (isClosed) orders.standUp()
      return isClosed
    },
    callTicket: (ticketId, reason) => atCounter(ticketId, "call", { reason }),
    recall: () => ofTicket("recall"),
    noShow: () => ofTicket("no-show"),
    undo: () => ofTicket("undo-call"),
    park: (wakeAfterMs) => ofTicket("park", wakeAfterMs === null ? {} : { wakeAfterMs }),
    resumeTicket: (ticketId) => atCounter(ticketId, "resume"),
    returnTicket: (ticketId) => order(`/tickets/${encodeURIComponent(ticketId)}/return`),
    finish: ({ outcome, note, callNext }) =>
      ofTicket("finish", { outcome, callNext, ...(note.trim() && { note: note.trim() }) }),
    transfer: ({ to, place, isBackToMe }) =>
      ofTicket("transfer", { to, place, ...(isBackToMe && { thenBack: { place: "first" } }) }),
    come,
    reclass: (ticketId, to, reason) =>
      order(`/tickets/${encodeURIComponent(ticketId)}/reclass`, { class: to, reason }),
  }

  return orders

  /** What the server names as the one big button. Those that need a choice have a sheet of their own, and never are. */
  function runPrimary(action: CounterAction): Promise<boolean> {
    const { seat } = state.getState()
    switch (action) {
      case "open-counter":
        return seat ? sitDown({ ...seat, takeOver: false }) : Promise.resolve(false)
      case "call-next":
        return ofCounter("call-next")
      case "resume-counter":
        return orders.resumeCounter()
      case "close-counter":
        return orders.closeCounter()
      case "serve-ticket":
        return ofTicket("serve")
      case "recall-ticket":
        return orders.recall()
      case "no-show-ticket":
        return orders.noShow()
      case "undo-call":
        return orders.undo()
      case "finish-ticket":
        return ofTicket("finish")
      case "finish-and-call-next":
        return ofTicket("finish", { callNext: true })
      case "pause-counter":
      case "call-ticket":
      case "park-ticket":
      case "resume-ticket":
      case "transfer-ticket":
      case "return-ticket":
      case "reclass-ticket":
        return Promise.resolve(false)
    }
  }

  async function send(path: string, body: object): Promise<Sent<unknown> | null> {
    const ask = screen.ask()
    const branch = screen.pairing()?.branch
    if (!ask || !branch || state.getState().isBusy) return null
    state.setState({ isBusy: true, notice: null })
    const before = views.getState().view
    const sent = await ask("POST", `/v1/branches/${encodeURIComponent(branch)}${path}`, body)
    if (sent.ok && state.getState().seat) await newView(before)
    state.setState({ isBusy: false })
    // Nothing was done; the sign-in comes over the desk, and says it.
    const hasEnded = !sent.ok && sent.problem.code === "not-signed-in"
    return hasEnded && screen.pairing()?.credentials().kind === "session" ? null : sent
  }

  async function order(path: string, body: object = {}): Promise<boolean> {
    const sent = await send(path, body)
    if (sent && !sent.ok) state.setState({ notice: sent.problem.detail })
    return sent?.ok ?? false
  }

  /** Beside the queue: it waits for no other order, and no order waits for it. */
  async function come(): Promise<boolean> {
    const ask = screen.ask()
    const branch = screen.pairing()?.branch
    const asked = views.getState().view?.help.find(({ coming }) => coming === null)
    if (!ask || !branch || !asked) return false
    const { seat } = state.getState()
    const sent = await ask(
      "POST",
      `/v1/branches/${encodeURIComponent(branch)}/help-requests/${asked.id}/come`,
      {
        ...(seat && { counterId: seat.counterId }),
      },
    )
    // One that is over goes from the screen by itself.
    if (!sent.ok && sent.problem.code !== "help-over") state.setState({ notice: sent.problem.detail })
    return sent.ok
  }

  /** The answer and the view come by different ways; until both are here, the screen still shows what was. */
  function newView(before: CounterView | null): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        leave()
        resolve()
      }
      const timer = setTimeout(done, VIEW_WITHIN_MS)
      const leave = views.subscribe(({ view }) => {
        if (view?.version !== before?.version) done()
      })
      if (views.getState().view?.version !== before?.version) done()
    })
  }

  function ofCounter(verb: string, body: object = {}): Promise<boolean> {
    const { seat } = state.getState()
    return seat
      ? order(`/counters/${encodeURIComponent(seat.counterId)}/${verb}`, body)
      : Promise.resolve(false)
  }

  function ofTicket(verb: string, body: object = {}): Promise<boolean> {
    const ticketId = views.getState().view?.ticket?.id
    return ticketId ? atCounter(ticketId, verb, body) : Promise.resolve(false)
  }

  function atCounter(ticketId: string, verb: string, body: object = {}): Promise<boolean> {
    const { seat } = state.getState()
    if (!seat) return Promise.resolve(false)
    return order(`/tickets/${encodeURIComponent(ticketId)}/${verb}`, { ...body, counterId: seat.counterId })
  }

  async function sitDown({
    counterId,
    teller,
    takeOver,
  }: Parameters<DeskOrders["sitDown"]>[0]): Promise<boolean> {
    const { screenId } = state.getState()
    if (!screenId) return false
    keepTeller(teller)
    const sent = await send(`/counters/${encodeURIComponent(counterId)}/open`, { teller, screenId, takeOver })
    if (sent?.ok) {
      state.setState({ seat: { counterId, teller, heldAs: null }, heldChoice: null })
      return true
    }
    if (sent?.problem.code === "counter-held") state.setState({ heldChoice: { counterId, teller } })
    else if (sent) state.setState({ notice: sent.problem.detail })
    return false
  }
}
