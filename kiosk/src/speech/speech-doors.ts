import { settingsStore } from "../settings-store.ts"
import { beginSpeech, endSpeech } from "./speech.ts"

/** The help key of a pad, and what keyboards have in its place. */
const helpKeys = new Set(["Help", "F1", "F2"])
const heldMs = 1_000
/** One plug makes a browser tell several times. */
const plugMs = 1_500

/**
 * The ways into speech for somebody who does not see the button: a help key, any arrow of the pad held for a second, or headphones. Headphones
 * that are pulled out end it at once: what is said is for nobody else.
 */
export const listenForSpeech = (): void => {
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
  // Only on a page of its own machine or over https; elsewhere a browser tells nothing of plugs.
  let pluggedAt = Number.NEGATIVE_INFINITY
  const { mediaDevices } = navigator as { readonly mediaDevices?: MediaDevices }
  mediaDevices?.addEventListener("devicechange", ({ timeStamp }) => {
    const isSamePlug = timeStamp - pluggedAt < plugMs
    pluggedAt = timeStamp
    if (isSamePlug) return
    if (settingsStore.getState().isSpoken) endSpeech()
    else void beginSpeech()
  })
}
