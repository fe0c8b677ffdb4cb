import "@giliran/client/theme.css"
import "./display.css"
import { createRoot } from "react-dom/client"
import { openHall } from "./hall.ts"
import { HallScreen } from "./hall-screen.tsx"

/** The screen's own settings are in its address: `/display/?theme=light&language=en`. */
const settings = new URLSearchParams(location.search)
const language = settings.get("language") === "en" ? "en" : "id"
const asked = settings.get("theme")
const theme = asked === "light" || asked === "contrast" ? asked : "dark"

const page = document.documentElement
page.lang = language
page.dataset["screen"] = "hall"
page.dataset["theme"] = theme

const hall = openHall(language)
const root = document.querySelector("#root")
if (root) createRoot(root).render(<HallScreen hall={hall} language={language} theme={theme} />)
