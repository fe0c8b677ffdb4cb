import type { LineClock } from "@giliran/paper/printer-line"

/** The browser's own time. */
export const pageClock: LineClock = {
  elapsedMs: () => performance.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms)
    return { cancel: () => clearTimeout(timer) }
  },
}
