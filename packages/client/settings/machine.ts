import type { HealthReport, PrinterStatus } from "@giliran/contract/device-health"
import type { StoreApi } from "zustand/vanilla"
import type { Ask } from "../api-client.ts"
import type { ScreenLanguage } from "../spoken-languages.ts"

/** What the settings page needs to know of the screen that it opens over. */
export interface Machine {
  readonly kind: "kiosk" | "display"
  readonly ask: () => Ask | null
  readonly branch: () => string | null
  readonly language: () => ScreenLanguage
  /** As the screen itself says that it is. */
  readonly health: StoreApi<HealthReport>
  readonly isLinked: () => boolean
  /** Says a sample through the voice that customers hear. Whether it was heard, as far as a machine can know. Left out where it is silent. */
  readonly testSound?: () => Promise<SoundOutcome>
  /** Puts a drawn ticket on the machine's own paper; left out where the screen has none. */
  readonly printPicture?: (svg: string, paperMm: 58 | 80) => Promise<boolean>
  /** A printer on the machine's own cable; left out where the screen has none. */
  readonly cable?: Cable
  /** Everything of the last customer is over when staff come. */
  readonly reset: () => void
}

export type CableKind = "usb" | "serial"

export interface Cable {
  /** Lets the browser ask which device it is. `no-such-thing`: it may use no such cable. */
  readonly choose: (kind: CableKind) => Promise<"chosen" | "nothing-chosen" | "no-such-thing">
  /** Puts a printer's bytes, in base64, on paper; null while the machine runs without such a printer. */
  readonly print: ((document: string) => Promise<PrinterStatus>) | null
}

export type SoundOutcome = "heard" | "no-voice" | "silent"
