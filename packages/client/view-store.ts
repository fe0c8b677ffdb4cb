import type { Instant } from "@giliran/contract/basics"
import type { ProblemCode } from "@giliran/contract/refusals"
import type { View } from "@giliran/contract/views"
import { createStore, type StoreApi } from "zustand/vanilla"
import { takeOwnWords } from "./word-store.ts"
import type { ShownCode } from "./pair-device.ts"
import { createServerClock, type ServerClock } from "./server-clock.ts"

/** How the screen stands with the server. */
export type Link =
  /** No view has come yet. */
  | { readonly status: "connecting" }
  | { readonly status: "live" }
  /** It was live and is trying to be again. */
  | { readonly status: "lost" }
  /** This screen is no branch's. */
  | { readonly status: "not-paired"; readonly offer: PairingOffer }
  /** It is, and nobody has signed in at it. */
  | { readonly status: "signed-out" }
  /** The server said no, and why. */
  | { readonly status: "refused"; readonly code: ProblemCode }

/** How it becomes one. */
export type PairingOffer =
  | { readonly step: "code"; readonly code: ShownCode; readonly wasPaired: boolean }
  /** The page came by plain http, where browsers make no keys. */
  | { readonly step: "insecure" }

/** `late` from five seconds without a sign of the server, `stale` from thirty. */
export type Freshness = "fresh" | "late" | "stale"

export interface LiveState<V extends View> {
  /** The newest view; kept, however old, until a newer one comes. */
  readonly view: V | null
  readonly link: Link
  readonly freshness: Freshness
  /** When the server was last heard, by the server's clock. */
  readonly heardAt: Instant | null
  /** The server speaks a newer contract than this page, which is to be loaded again. */
  readonly isOutdated: boolean
}

export interface ViewStore<V extends View> extends StoreApi<LiveState<V>> {
  readonly clock: ServerClock
}

export const createViewStore = <V extends View>(): ViewStore<V> => {
  const store = createStore<LiveState<V>>(() => ({
    view: null,
    link: { status: "connecting" },
    freshness: "fresh",
    heardAt: null,
    isOutdated: false,
  }))
  return { ...store, clock: createServerClock() }
}

/** Keeps the view if nothing newer is held: the higher version, or of one version the later moment. */
export const receiveView = <V extends View>(store: ViewStore<V>, view: V): void => {
  store.clock.heard(view.at)
  const held = store.getState().view
  const isOlder =
    held !== null &&
    held.branch.id === view.branch.id &&
    (view.version < held.version || (view.version === held.version && view.at < held.at))
  if (isOlder) return
  takeOwnWords(view.branch.phrases)
  store.setState({ view, link: { status: "live" }, freshness: "fresh", heardAt: store.clock.now() })
}
