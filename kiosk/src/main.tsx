import "@giliran/client/theme.css"
import "@giliran/client/controls.css"
import "./kiosk.css"
import "./cards.css"
import "./taken.css"
import "./proof.css"
import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { listenToReader } from "./card-reader.ts"
import { listenToFourKeys } from "./keys/four-keys.ts"
import { keepFocus } from "./keys/keep-focus.ts"
import { KioskApp } from "./kiosk-app.tsx"
import { kiosk } from "./kiosk.ts"
import { ownPrinter } from "./paper-route.ts"
import { applySettings, settingsStore } from "./settings-store.ts"
import { sizeTargets } from "./target-size.ts"
import { openSettingsForStaff } from "@giliran/client/settings/open-settings.tsx"
import { testSound } from "./speech/test-sound.ts"
import { listenForSpeech } from "./speech/speech-doors.ts"
import { listenAndSpeak } from "./speech/speech.ts"
import { startOver } from "./visit-store.ts"

sizeTargets()

const paint = () => applySettings(settingsStore.getState(), kiosk.store.getState().view?.branch.brand ?? null)
settingsStore.subscribe(paint)
kiosk.store.subscribe(({ view }, before) => {
  if (view?.branch.brand !== before.view?.branch.brand) paint()
})
paint()

// What is wrong with its printer reaches the manager with the kiosk's own health.
kiosk.store.subscribe(({ view }, before) => {
  const status = view === null || view === before.view ? null : ownPrinter(view)
  if (status !== null && kiosk.health.getState().printer?.status !== status)
    kiosk.health.setState({ printer: { status } })
})

listenToReader()
keepFocus()
listenToFourKeys()
listenAndSpeak()
listenForSpeech()

openSettingsForStaff(
  {
    kind: "kiosk",
    sender: kiosk.sender,
    branch: () => kiosk.pairing()?.branch ?? null,
    language: () => settingsStore.getState().language,
    health: kiosk.health,
    isLinked: () => kiosk.store.getState().link.status === "live",
    testSound,
    printPicture: async (svg, paperMm) => {
      const { printPicture } = await import("./browser-print.ts")
      return printPicture(svg, paperMm)
    },
    reset: startOver,
  },
  createRoot,
)

// A long press on a public screen opens nothing.
addEventListener("contextmenu", (event) => event.preventDefault())

const root = document.getElementById("kiosk")
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <KioskApp />
    </StrictMode>,
  )
}
