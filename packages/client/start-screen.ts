import type { HealthReport } from "@giliran/contract/device-health"
import type { View } from "@giliran/contract/views"
import { createStore, type StoreApi } from "zustand/vanilla"
import { connect } from "./connect.ts"
import { canMakeKeys } from "./device-key.ts"
import { deviceIdentity, type Identity, keyIdentity, sessionIdentity } from "./identity.ts"
import { type KeptDevice, readDevice } from "./kept-device.ts"
import { pairDevice } from "./pair-device.ts"
import { isDue, renewDevice } from "./renew-device.ts"
import type { ScreenLanguage } from "./spoken-languages.ts"
import { type Ask, createApiClient } from "./api-client.ts"
import { askForDemo, keyPairing, type PairedScreen, type Pairing } from "./sign-in.ts"
import { createViewStore, type PairingOffer, type ViewStore } from "./view-store.ts"

export interface StartOptions<K extends PairedScreen> {
  readonly screen: K
  readonly language: () => ScreenLanguage
}

export interface StartedScreen<K extends PairedScreen> {
  readonly store: ViewStore<Extract<View, { kind: K }>>
  /** How this screen is, a concern a part: whoever knows of one sets it, and the server hears of it. */
  readonly health: StoreApi<HealthReport>
  /** Whose this screen is; null until it is known. */
  readonly pairing: () => Pairing | null
  /** Null until then, too. */
  readonly ask: () => Ask | null
  /** Watches another counter (a counter's screen only), which is remembered by the caller. */
  readonly watchCounter: (counter: string) => void
  /** Somebody has signed in at this browser: what went with a session is asked for again. */
  readonly signedIn: () => void
  /** Somebody works in that branch by a session alone, at a browser that is no branch's. */
  readonly enter: (branch: string) => void
}

const askAgainMs = 3_000
/** So that a server that takes nobody is not asked without end. */
const endedMs = 1_000

/** Finds out whose screen this is, joins its view, and does so for as long as the page lives, whatever the network does. */
export const startScreen = <K extends PairedScreen>({
  screen,
  language,
}: StartOptions<K>): StartedScreen<K> => {
  const store = createViewStore<Extract<View, { kind: K }>>()
  const health = createStore<HealthReport>(() => ({}))
  let identity: Identity | null = null
  let ask: Ask | null = null
  let leave: (() => void) | null = null
  let watched: string | undefined
  let wasPaired = false
  let isDoubting = false

  const leaveView = () => {
    leave?.()
    leave = null
  }

  const join = () => {
    leaveView()
    if (identity === null || (screen === "counter" && watched === undefined)) return
    const { branch, credentials } = identity.pairing
    leave = connect({
      credentials,
      branch,
      view: screen,
      store,
      health,
      ...(watched === undefined ? {} : { counter: watched }),
    })
  }

  const be = (found: Identity) => {
    identity = found
    const { credentials, counter } = found.pairing
    ask = createApiClient({
      credentials,
      language,
      tries: "until-answered",
      onNotSignedIn: () => void doubt(),
    })
    watched = counter ?? watched
    store.setState({ link: { status: "connecting" } })
    join()
  }
  const beDevice = (kept: KeptDevice) =>
    be(deviceIdentity(screen, kept, { onRenewed: join, onGone: () => end() }))

  /** By the link that a person opened, as a paired device, as the demo's, or by a code that a manager enters: in this order. */
  const begin = async (): Promise<void> => {
    const key = keyPairing(screen)
    if (key !== null) return be(keyIdentity(screen, key))
    const kept = await readDevice(screen)
    if (kept !== null) {
      const renewal = isDue(kept, Date.now()) ? await renewDevice(screen, kept) : null
      // Refused, it says so when it is checked again; unreachable, its token may still be good.
      return beDevice(renewal?.status === "renewed" ? renewal.device : kept)
    }
    const demo = await askForDemo(screen)
    if (demo === "unreachable") return void setTimeout(begin, askAgainMs)
    if (demo !== "no-demo") return be(keyIdentity(screen, demo))
    if (!canMakeKeys()) return showOffer({ step: "insecure" })
    beDevice(
      await pairDevice(screen, (code) =>
        code === null
          ? identity === null && store.setState({ link: { status: "connecting" } })
          : showOffer({ step: "code", code, wasPaired }),
      ),
    )
  }
  const showOffer = (offer: PairingOffer) => {
    // Somebody works here by a session meanwhile.
    if (identity === null) store.setState({ link: { status: "not-paired", offer } })
  }

  /** The server does not know whoever asked. */
  const doubt = async (): Promise<void> => {
    if (identity === null || isDoubting) return
    leaveView()
    // What the counter has in hand stays in sight: whoever sat here signs in again and goes on.
    if (identity.pairing.credentials().kind === "session")
      return store.setState({ link: { status: "signed-out" } })
    isDoubting = true
    store.setState({ link: { status: "connecting" } })
    const standing = await identity.check()
    isDoubting = false
    if (standing === "good") join()
    else if (standing === "gone") end()
    else setTimeout(() => void doubt(), askAgainMs)
  }

  /** Whoever this screen was, it is no more, and shows nothing of it. */
  const end = () => {
    leaveView()
    identity?.stop()
    identity = null
    ask = null
    wasPaired = true
    store.setState({ view: null, link: { status: "connecting" } })
    setTimeout(begin, endedMs)
  }

  store.subscribe(({ link }, before) => {
    if (link !== before.link && link.status === "refused" && link.code === "not-signed-in") void doubt()
  })

  void begin()
  return {
    store,
    health,
    pairing: () => identity?.pairing ?? null,
    ask: () => ask,
    watchCounter: (counter) => {
      watched = counter
      join()
    },
    signedIn: join,
    enter: (branch) => be(sessionIdentity(branch)),
  }
}
