import type { PrinterCable } from "@giliran/paper/printer-cable"

/** One end of a cable at this machine, at which there may be a printer. */
export interface CableEnd {
  /** The browser's own object for it: the same as long as it is plugged in. */
  readonly device: object
  /** Null when the browser or the system does not give it. Never throws. */
  readonly open: () => Promise<PrinterCable | null>
}

/** The kind of cable that this kiosk's printer is on. */
export interface CableFinder {
  /** Those that this page may use, the likeliest first. Never throws. */
  readonly find: () => Promise<readonly CableEnd[]>
  /** Whenever something was plugged in or pulled out. */
  readonly onMoved: (listener: () => void) => void
}

/** What the work came to; `instead` when it fails, or takes longer. */
export const within = async <Result, Instead>(
  ms: number,
  work: Promise<Result>,
  instead: Instead,
): Promise<Result | Instead> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<Instead>((resolve) => {
    timer = setTimeout(() => resolve(instead), ms)
  })
  try {
    return await Promise.race([work, late])
  } catch {
    return instead
  } finally {
    clearTimeout(timer)
  }
}
