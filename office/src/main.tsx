import "@giliran/client/theme.css"
import "@giliran/client/controls.css"
import "@giliran/client/parts/desk-page.css"
import "@giliran/client/parts/key-cap.css"
import "@giliran/client/parts/told.css"
import "@giliran/client/parts/fields.css"
import "@giliran/client/parts/sheets.css"
import "@giliran/client/parts/choices.css"
import "@giliran/client/sign-in/sign-in.css"
import "./style/page.css"
import "./style/frame.css"
import "./style/rows.css"
import "./style/staff.css"
import "./style/secrets.css"
import "./style/door.css"
import "./style/segments.css"
import "./style/audit-filters.css"
import "./style/audit.css"
import "./style/signed-days.css"
import "./style/print.css"
import { reloadWhenNewer } from "@giliran/client/reload-when-newer"
import { createRoot } from "react-dom/client"
import { isAtRest } from "./at-rest.ts"
import { OfficeApp } from "./office-app.tsx"
import { openOffice } from "./office.ts"
import { takePairCode } from "./pages.ts"

document.documentElement.dataset["screen"] = "counter"

const office = openOffice()
const takeCode = () => {
  const code = takePairCode()
  if (code !== null) office.keepPairCode(code)
}
takeCode()
addEventListener("hashchange", takeCode)
void office.open()
// It has no live connection that would tell it of a newer contract.
reloadWhenNewer(() => isAtRest(office))

const root = document.querySelector("#root")
if (root) createRoot(root).render(<OfficeApp office={office} />)
