/** What carries bytes to one printer, and what it says back: a connection to port 9100, a USB cable, a serial one. */
export type PrinterCable = AnsweringCable | SilentCable

export interface AnsweringCable extends Cable {
  readonly hasAnswers: true
  /** Waits for what it says next. Null at the end, or rejects. */
  readonly read: () => Promise<Uint8Array | null>
}

/** There is a way to this printer and none back: whether paper came out nobody knows, only that it took the ticket. */
export interface SilentCable extends Cable {
  readonly hasAnswers: false
}

interface Cable {
  /** Resolves when they are taken; a printer that holds them up is waited for. Rejects when nobody is there any more. */
  readonly write: (bytes: Uint8Array) => Promise<void>
  /** Lets go of the printer, whatever is under way. Never rejects. */
  readonly close: () => Promise<void>
  /** Of a cable so slow that a ticket takes its time on it. */
  readonly bytesPerSecond?: number
  /** Beside the bytes, and so also while a full printer takes none of them. */
  readonly aside?: Aside
}

/** Neither may reject. */
interface Aside {
  /** False also where that is not known. */
  readonly isPaperOut: () => Promise<boolean>
  /** Throws away what the printer still holds. */
  readonly forget: () => Promise<void>
}
