import "@giliran/client/theme.css"
import "./style/hall.css"
import "./style/calls.css"
import "./style/calls-before.css"
import "./style/between-calls.css"
import "./style/strip.css"
import "./style/upright.css"
import "./style/panel.css"
import { deviceSettings } from "@giliran/client/device-settings"
import { openSettingsForStaff } from "@giliran/client/settings/open-settings.tsx"
import { usualLanguage } from "@giliran/client/spoken-languages"
import { createRoot } from "react-dom/client"
import { CounterPanel, openPanel } from "./counter-panel.tsx"
import { openHall } from "./hall.ts"
import { HallScreen } from "./hall-screen.tsx"
import { reload } from "@giliran/client/reload"

/** By the machine's own settings, or the page's address: `/display/?theme=light&language=en`. */
const { language = usualLanguage, theme = "dark", zone, counter } = deviceSettings()

const BROKEN_MS = 3_000

const page = document.documentElement
page.lang = language
page.dataset["screen"] = "hall"
page.dataset["theme"] = theme

const hall = counter === undefined ? openHall(language, zone) : null
const screen = hall?.screen ?? openPanel(language)

openSettingsForStaff(
  {
    kind: "display",
    ask: screen.ask,
    branch: () => screen.pairing()?.branch ?? null,
    language: () => language,
    health: screen.health,
    isLinked: () => screen.store.getState().link.status === "live",
    // A panel at a counter says nothing aloud.
    ...(hall && { testSound: hall.testSound }),
    reset: () => {},
  },
  createRoot,
)

const root = document.querySelector("#root")
if (root)
  // What throws while it is drawn leaves an empty glass.
  createRoot(root, { onUncaughtError: () => setTimeout(() => reload("broke"), BROKEN_MS) }).render(
    hall ? (
      <HallScreen hall={hall} zone={zone} language={language} theme={theme} />
    ) : (
      <CounterPanel views={screen.store} counterId={counter ?? ""} language={language} theme={theme} />
    ),
  )
