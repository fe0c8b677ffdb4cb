import "@giliran/client/theme.css"
import "@giliran/client/controls.css"
import "@giliran/client/parts/desk.css"
import "@giliran/client/parts/sheets.css"
import "@giliran/client/sign-in/sign-in.css"
import { createRoot } from "react-dom/client"
import { CounterApp } from "./counter-app.tsx"
import { openDesk } from "./desk.ts"

document.documentElement.dataset["screen"] = "counter"

const root = document.querySelector("#root")
if (root) createRoot(root).render(<CounterApp desk={openDesk()} />)
