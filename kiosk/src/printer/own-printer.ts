import type { PrinterStatus } from "@giliran/contract/device-health"
import { createStore } from "zustand/vanilla"

/** How the printer on this kiosk's own cable was last found; null before the first look, and where there is none. */
export const ownPrinterStore = createStore<{ readonly status: PrinterStatus | null }>(() => ({
  status: null,
}))
