import "@giliran/client/theme.css"
import "@giliran/client/controls.css"
import "@giliran/client/parts/desk-page.css"
import "@giliran/client/parts/key-cap.css"
import "@giliran/client/parts/told.css"
import "@giliran/client/parts/fields.css"
import "./style/desk.css"
import "./style/lines.css"
import "./style/ticket.css"
import "./style/meter.css"
import "./style/idle.css"
import "./style/rows.css"
import "./style/keys.css"
import "./style/choose.css"
import "@giliran/client/parts/sheets.css"
import "@giliran/client/parts/choices.css"
import "./style/sheet-parts.css"
import "@giliran/client/sign-in/sign-in.css"
import { reloadWhenNewer } from "@giliran/client/reload-when-newer"
import { reloadWhenOutdated } from "@giliran/client/reload-when-outdated"
import { createRoot } from "react-dom/client"
import { isAtRest } from "./at-rest.ts"
import { CounterApp } from "./counter-app.tsx"
import { openDesk } from "./desk.ts"

document.documentElement.dataset["screen"] = "counter"

const desk = openDesk()
reloadWhenOutdated(desk.views, () => isAtRest(desk))
reloadWhenNewer(() => isAtRest(desk))

const root = document.querySelector("#root")
if (root) createRoot(root).render(<CounterApp desk={desk} />)
