import { deviceSettings } from "@giliran/client/device-settings"
import type { PrinterStatus } from "@giliran/contract/device-health"
import type { KioskView } from "@giliran/contract/views"

/** How this kiosk's tickets come to paper now. */
export type PaperRoute =
  /** No printer is set here: the screen carries every number. */
  | { readonly kind: "none" }
  | { readonly kind: "network"; readonly printer: string }
  /** There is one, and it cannot print: the screen carries numbers until it can again. */
  | { readonly kind: "away"; readonly status: PrinterStatus }

const { printer } = deviceSettings()

export const paperRoute = (view: Pick<KioskView, "printers">): PaperRoute => {
  if (printer === undefined) return { kind: "none" }
  const status = statusOf(view)
  return status === "ready" || status === "paper-low"
    ? { kind: "network", printer }
    : { kind: "away", status }
}

/** Of this kiosk's own printer; null where none is set. One that the plan does not name is not there. */
export const ownPrinter = (view: Pick<KioskView, "printers">): PrinterStatus | null =>
  printer === undefined ? null : statusOf(view)

const statusOf = ({ printers }: Pick<KioskView, "printers">): PrinterStatus =>
  printers.find(({ id }) => id === printer)?.status ?? "offline"
