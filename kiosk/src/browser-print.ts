import "./style/browser-print.css"
import type { PaperMm } from "./paper-route.ts"

/** What a head prints across the paper: 72 mm of 80, 48 mm of 58, eight dots a millimetre. */
const printedMm = { 58: 48, 80: 72 } as const
const marginMm = 2
/** A browser that prints without asking is done at once. This one asks, and nobody answers. */
const printWithinMs = 10_000

/**
 * Prints this picture on the machine's usual printer, on one page as long as the ticket, and nothing else of the screen. True when the browser
 * handed it on: whether there was paper, no browser tells.
 */
export const printPicture = async (svg: string, paperMm: PaperMm): Promise<boolean> => {
  const picture = new Image()
  picture.className = "paper"
  picture.alt = ""
  picture.src = `data:image/svg+xml,${encodeURIComponent(svg)}`
  try {
    await picture.decode()
  } catch {
    return false
  }
  const width = printedMm[paperMm]
  const height = Math.ceil((width * picture.naturalHeight) / picture.naturalWidth)
  picture.style.width = `${width}mm`
  picture.style.marginBlock = `${marginMm}mm`
  const page = new CSSStyleSheet()
  // Two lengths: a page of "80mm auto" is none.
  page.replaceSync(`@page { size: ${paperMm}mm ${height + 2 * marginMm + 1}mm; margin: 0 }`)
  document.adoptedStyleSheets.push(page)
  document.body.append(picture)
  try {
    return await printPage()
  } finally {
    picture.remove()
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== page)
  }
}

const printPage = (): Promise<boolean> =>
  new Promise((resolve) => {
    const done = (isPrinted: boolean) => {
      clearTimeout(late)
      removeEventListener("afterprint", onPrinted)
      resolve(isPrinted)
    }
    const onPrinted = () => done(true)
    const late = setTimeout(() => done(false), printWithinMs)
    addEventListener("afterprint", onPrinted)
    print()
  })
