import { kiosk } from "./kiosk.ts"
import { hasCable, knownStatus } from "./paper-route.ts"
import { ownPrinterStore } from "./printer/own-printer.ts"

const loadAgainMs = 10_000

/** Looks after this kiosk's printer: what is wrong with it reaches the manager with the kiosk's own health. */
export const watchPrinter = (): void => {
  kiosk.store.subscribe(({ view }, before) => {
    if (view !== before.view) tell()
  })
  ownPrinterStore.subscribe(tell)
  if (hasCable) void loadKeeper()
}

const tell = (): void => {
  const { view } = kiosk.store.getState()
  const status = view === null ? null : knownStatus(view)
  if (status !== null && kiosk.health.getState().printer?.status !== status)
    kiosk.health.setState({ printer: { status } })
}

/** It begins to look when it is loaded. While it cannot be, the screen carries numbers. */
const loadKeeper = async (): Promise<void> => {
  try {
    await import("./printer/cable-printer.ts")
  } catch {
    ownPrinterStore.setState({ status: "failed" })
    setTimeout(() => void loadKeeper(), loadAgainMs)
  }
}
