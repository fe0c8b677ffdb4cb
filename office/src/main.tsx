import "@giliran/client/theme.css"
import "@giliran/client/controls.css"
import "@giliran/client/parts/desk.css"
import "@giliran/client/parts/sheets.css"
import "@giliran/client/sign-in/sign-in.css"
import "./office.css"
import { createRoot } from "react-dom/client"
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

const root = document.querySelector("#root")
if (root) createRoot(root).render(<OfficeApp office={office} />)
