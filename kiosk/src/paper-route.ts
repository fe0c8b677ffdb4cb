import { deviceSettings } from "@giliran/client/device-settings"
import type { PrinterStatus } from "@giliran/contract/device-health"
import type { KioskView } from "@giliran/contract/views"

/** How this kiosk's tickets come to paper now. */
export type PaperRoute =
  /** No printer is set here: the screen carries every number. */
  | { readonly kind: "none" }
  | { readonly kind: "network"; readonly printer: string }
  /** The browser prints, and cannot say whether paper came out. */
  | { readonly kind: "browser"; readonly paperMm: PaperMm }
  /** There is one, and it cannot print: the screen carries numbers until it can again. */
  | { readonly kind: "away"; readonly status: PrinterStatus }

export type PaperMm = 58 | 80

const { printer, print, paperWidth = 80 } = deviceSettings()

export const paperRoute = (view: Pick<KioskView, "printers">): PaperRoute => {
  if (print === "browser") return { kind: "browser", paperMm: paperWidth }
  if (printer === undefined) return { kind: "none" }
  const status = statusOf(view)
  return status === "ready" || status === "paper-low"
    ? { kind: "network", printer }
    : { kind: "away", status }
}

/** Of this kiosk's own printer; null where none is set, or nothing is known of it. One that the plan does not name is not there. */
export const ownPrinter = (view: Pick<KioskView, "printers">): PrinterStatus | null =>
  printer === undefined || print !== undefined ? null : statusOf(view)

const statusOf = ({ printers }: Pick<KioskView, "printers">): PrinterStatus =>
  printers.find(({ id }) => id === printer)?.status ?? "offline"
