import "@giliran/client/theme.css"
import "./display.css"
import { deviceSettings } from "@giliran/client/device-settings"
import { usualLanguage } from "@giliran/client/spoken-languages"
import { createRoot } from "react-dom/client"
import { CounterPanel, openPanel } from "./counter-panel.tsx"
import { openHall } from "./hall.ts"
import { HallScreen } from "./hall-screen.tsx"
import { reload } from "./well/reload.ts"

/** By the machine's own settings, or the page's address: `/display/?theme=light&language=en`. */
const { language = usualLanguage, theme = "dark", zone, counter } = deviceSettings()

const BROKEN_MS = 3_000

const page = document.documentElement
page.lang = language
page.dataset["screen"] = "hall"
page.dataset["theme"] = theme

const root = document.querySelector("#root")
if (root)
  // What throws while it is drawn leaves an empty glass.
  createRoot(root, { onUncaughtError: () => setTimeout(() => reload("broke"), BROKEN_MS) }).render(
    counter === undefined ? (
      <HallScreen hall={openHall(language, zone)} zone={zone} language={language} theme={theme} />
    ) : (
      <CounterPanel views={openPanel(language)} counterId={counter} language={language} theme={theme} />
    ),
  )
