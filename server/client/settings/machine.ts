import type { HealthReport } from "@giliran/contract/device-health"
import type { StoreApi } from "zustand/vanilla"
import type { Sender } from "../send.ts"
import type { ScreenLanguage } from "../spoken-languages.ts"

/** What the settings page needs to know of the screen that it opens over. */
export interface Machine {
  readonly kind: "kiosk" | "display"
  readonly sender: () => Sender | null
  readonly branch: () => string | null
  readonly language: () => ScreenLanguage
  /** As the screen itself says that it is. */
  readonly health: StoreApi<HealthReport>
  readonly isLinked: () => boolean
  /** Says a sample through the voice that customers hear. Whether it was heard, as far as a machine can know. Left out where it is silent. */
  readonly testSound?: () => Promise<SoundOutcome>
  /** Puts a drawn ticket on the machine's own paper; left out where the screen has none. */
  readonly printPicture?: (svg: string, paperMm: 58 | 80) => Promise<boolean>
  /** Everything of the last customer is over when staff come. */
  readonly reset: () => void
}

export type SoundOutcome = "heard" | "no-voice" | "silent"
