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
import { applySettings, settingsStore } from "./settings-store.ts"
import { sizeTargets } from "./target-size.ts"
import { listenForSpeech } from "./speech/speech-doors.ts"
import { listenAndSpeak } from "./speech/speech.ts"
import { watchPrinter } from "./watch-printer.ts"

sizeTargets()

const paint = () => applySettings(settingsStore.getState(), kiosk.store.getState().view?.branch.brand ?? null)
settingsStore.subscribe(paint)
kiosk.store.subscribe(({ view }, before) => {
  if (view?.branch.brand !== before.view?.branch.brand) paint()
})
paint()

listenToReader()
keepFocus()
listenToFourKeys()
listenAndSpeak()
listenForSpeech()
watchPrinter()

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
