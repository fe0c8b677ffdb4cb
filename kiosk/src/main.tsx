import "@giliran/client/theme.css"
import "@giliran/client/controls.css"
import "./style/countdown-ring.css"
import "./style/frame.css"
import "./style/hero.css"
import "./style/footer-bar.css"
import "./style/frame-on-glass.css"
import "./style/sheets.css"
import "./style/cards.css"
import "./style/care-entry.css"
import "./style/compact-cards.css"
import "./style/cards-on-glass.css"
import "./style/taken.css"
import "./style/proof.css"
import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { reloadWhenNewer } from "@giliran/client/reload-when-newer"
import { reloadWhenOutdated } from "@giliran/client/reload-when-outdated"
import { isAtRest } from "./at-rest.ts"
import { listenToReader } from "./card-reader.ts"
import { listenToFourKeys } from "./keys/four-keys.ts"
import { keepFocus } from "./keys/keep-focus.ts"
import { KioskApp } from "./kiosk-app.tsx"
import { kiosk } from "./kiosk.ts"
import { applySettings, settingsStore } from "./settings-store.ts"
import { hasCable } from "./paper-route.ts"
import { bytesOf } from "./put-out.ts"
import { sizeTargets } from "./target-size.ts"
import { openSettingsForStaff } from "@giliran/client/settings/open-settings.tsx"
import { testSound } from "./speech/test-sound.ts"
import { listenForSpeech } from "./speech/speech-doors.ts"
import { listenAndSpeak } from "./speech/speech.ts"
import { startOver } from "./visit-store.ts"
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
reloadWhenOutdated(kiosk.store, isAtRest)
reloadWhenNewer(isAtRest)

openSettingsForStaff(
  {
    kind: "kiosk",
    ask: kiosk.ask,
    branch: () => kiosk.pairing()?.branch ?? null,
    language: () => settingsStore.getState().language,
    health: kiosk.health,
    isLinked: () => kiosk.store.getState().link.status === "live",
    testSound,
    printPicture: async (svg, paperMm) => {
      const { printPicture } = await import("./browser-print.ts")
      return printPicture(svg, paperMm)
    },
    cable: {
      choose: async (kind) => (await import("./printer/choose-printer.ts")).choosePrinter(kind),
      print: hasCable
        ? async (document) =>
            (await import("./printer/cable-printer.ts")).cablePrinter.print(bytesOf(document))
        : null,
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
