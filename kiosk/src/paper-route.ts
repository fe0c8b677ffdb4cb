import { deviceSettings, usualPrinter } from "@giliran/client/device-settings"
import type { PrinterStatus } from "@giliran/contract/device-health"
import type { KioskView } from "@giliran/contract/kiosk-view"
import { canPrint, type PrinterLanguage } from "@giliran/paper/printer-status"
import { useStore } from "zustand"
import { ownPrinterStore } from "./printer/own-printer.ts"

/** How this kiosk's tickets come to paper now. */
export type PaperRoute =
  /** No printer is set here: the screen carries every number. */
  | { readonly kind: "none" }
  | { readonly kind: "network"; readonly printer: string }
  /** On this machine's USB or serial cable; the page itself speaks to it. */
  | { readonly kind: "cable"; readonly language: PrinterLanguage; readonly paperMm: PaperMm }
  /** The browser prints, and cannot say whether paper came out. */
  | { readonly kind: "browser"; readonly paperMm: PaperMm }
  /** There is one, and it cannot print: the screen carries numbers until it can again. */
  | { readonly kind: "away"; readonly status: PrinterStatus }

export type PaperMm = 58 | 80

const { printer, print, paperWidth, printerLanguage } = { ...usualPrinter, ...deviceSettings() }

/** Whether what looks after a printer on a cable has to be loaded. */
export const hasCable = print === "usb" || print === "serial"

export const paperRoute = (view: Pick<KioskView, "printers">): PaperRoute => {
  if (print === "browser") return { kind: "browser", paperMm: paperWidth }
  if (!hasCable && printer === undefined) return { kind: "none" }
  // Before it was looked at it is as if it were well: a number that does not come out is carried by the screen.
  const status = knownStatus(view) ?? "ready"
  if (!canPrint(status)) return { kind: "away", status }
  if (hasCable) return { kind: "cable", language: printerLanguage, paperMm: paperWidth }
  return printer === undefined ? { kind: "none" } : { kind: "network", printer }
}

/** The same, as it changes. */
export const usePaperRoute = (view: Pick<KioskView, "printers">): PaperRoute => {
  useStore(ownPrinterStore)
  return paperRoute(view)
}

/** Of this kiosk's own printer; null where none is set, or nothing is known of it. One that the plan does not name is not there. */
export const knownStatus = ({ printers }: Pick<KioskView, "printers">): PrinterStatus | null => {
  if (hasCable) return ownPrinterStore.getState().status
  if (printer === undefined || print === "browser") return null
  return printers.find(({ id }) => id === printer)?.status ?? "offline"
}
