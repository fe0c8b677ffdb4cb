import "@giliran/client/theme.css"
import "@giliran/client/controls.css"
import "./style/page.css"
import "./style/called.css"
import "./style/resting.css"
import "./style/ask.css"
import "./style/contact.css"
import type { Theme } from "@giliran/client/brand"
import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { TicketApp } from "./ticket-app.tsx"
import { readTicketLink } from "./ticket-link.ts"

/** As the phone is set: dark, light, or more contrast. */
const contrast = matchMedia("(prefers-contrast: more)")
const dark = matchMedia("(prefers-color-scheme: dark)")
const systemTheme = (): Theme => (contrast.matches ? "contrast" : dark.matches ? "dark" : "light")

const follow = () => {
  document.documentElement.dataset["theme"] = systemTheme()
}
contrast.addEventListener("change", follow)
dark.addEventListener("change", follow)
follow()

// Another ticket's link in the same tab is another page.
addEventListener("hashchange", () => location.reload())

const root = document.getElementById("ticket")
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <TicketApp link={readTicketLink()} systemTheme={systemTheme} />
    </StrictMode>,
  )
}
