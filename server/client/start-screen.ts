import type { View } from "@giliran/contract/views"
import { connect } from "./connect.ts"
import { createSender, type Sender } from "./send.ts"
import { forgetPairing, type Pairing, type PairedScreen, signIn } from "./sign-in.ts"
import { createViewStore, type ViewStore } from "./view-store.ts"

export interface StartOptions<K extends PairedScreen> {
  readonly screen: K
  readonly language: () => "id" | "en"
}

export interface StartedScreen<K extends PairedScreen> {
  readonly store: ViewStore<Extract<View, { kind: K }>>
  /** Who this screen is; null until it has signed in. */
  readonly pairing: () => Pairing | null
  /** Null until it has signed in. */
  readonly sender: () => Sender | null
  /** Watches another counter (a counter's screen only), which is remembered by the caller. */
  readonly watchCounter: (counter: string) => void
  /** Somebody has signed in at this screen, for the first time or again: it is theirs now, and joins anew. */
  readonly enter: (pairing: Pairing) => void
}

const askAgainMs = 3_000

/** Signs a paired screen in, joins its view, and does so for as long as the page lives, whatever the network does. */
export const startScreen = <K extends PairedScreen>({
  screen,
  language,
}: StartOptions<K>): StartedScreen<K> => {
  const store = createViewStore<Extract<View, { kind: K }>>()
  let pairing: Pairing | null = null
  let sender: Sender | null = null
  let leave: (() => void) | null = null

  const join = (counter: string | undefined) => {
    if (pairing === null) return
    leave?.()
    if (screen === "counter" && counter === undefined) return
    leave = connect({
      token: pairing.token,
      branch: pairing.branch,
      view: screen,
      store,
      ...(counter === undefined ? {} : { counter }),
    })
  }

  const enter = (as: Pairing) => {
    pairing = as
    sender = createSender({ token: as.token, language })
    store.setState({ link: { status: "connecting" } })
    join(as.counter)
  }

  const begin = async (): Promise<void> => {
    // Somebody signed in while it was asked.
    if (pairing !== null) return
    const answer = await signIn(screen)
    if (pairing !== null) return
    if (answer.status === "paired") return enter(answer.pairing)
    store.setState({ link: { status: answer.status === "not-paired" ? "not-paired" : "connecting" } })
    setTimeout(begin, askAgainMs)
  }

  store.subscribe(({ link }, before) => {
    if (link === before.link || link.status !== "refused" || link.code !== "not-signed-in") return
    leave?.()
    // A session has ended: whoever sat here signs in again.
    if (pairing?.token === null) return
    // The token is no longer good: whoever this screen was, it has to be told anew.
    pairing = null
    forgetPairing(screen)
    setTimeout(begin, askAgainMs)
  })

  void begin()
  return { store, pairing: () => pairing, sender: () => sender, watchCounter: join, enter }
}
