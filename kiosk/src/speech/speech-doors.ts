import { deviceSettings } from "@giliran/client/device-settings"
import { whenVoicesAreKnown } from "./mouth.ts"
import { beginSpeech, endSpeech } from "./speech.ts"

/** The help key of a pad, and what keyboards have in its place. */
const helpKeys = new Set(["Help", "F1", "F2"])
const heldMs = 1_000
/** One plug makes a browser tell several times. */
const plugMs = 1_500

/** The ways into speech for somebody who does not see the button: a help key, any arrow of the pad held for a second, or headphones. */
export const listenForSpeech = (): void => {
  // Asked when the page begins, they are known when the first customer needs them.
  void whenVoicesAreKnown()
  let heldSince: number | null = null
  addEventListener("keydown", (event) => {
    if (helpKeys.has(event.key)) {
      event.preventDefault()
      void beginSpeech()
    } else if (event.key.startsWith("Arrow")) {
      heldSince ??= event.timeStamp
      if (event.timeStamp - heldSince < heldMs) return
      heldSince = null
      void beginSpeech()
    }
  })
  addEventListener("keyup", () => {
    heldSince = null
  })
  if (deviceSettings().headphones === "on") listenForHeadphones()
}

/**
 * Put in, they begin it; pulled out, they end it at once: what is said is for nobody else. A browser tells that a plug moved, and to nobody
 * without a microphone which way: so it is counted, on machines only whose staff said that nothing but headphones comes and goes there.
 */
const listenForHeadphones = (): void => {
  let movedAt = Number.NEGATIVE_INFINITY
  let isIn = false
  // Only on a page of its own machine or over https; elsewhere a browser tells nothing of plugs.
  const { mediaDevices } = navigator as { readonly mediaDevices?: MediaDevices }
  mediaDevices?.addEventListener("devicechange", ({ timeStamp }) => {
    const isSamePlug = timeStamp - movedAt < plugMs
    movedAt = timeStamp
    if (isSamePlug) return
    isIn = !isIn
    if (isIn) void beginSpeech()
    else endSpeech()
  })
}
