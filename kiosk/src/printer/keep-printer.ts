import type { PrinterStatus } from "@giliran/contract/device-health"
import { PrinterLine } from "@giliran/paper/printer-line"
import type { PrinterLanguage } from "@giliran/paper/printer-status"
import type { CableFinder } from "./cable-finder.ts"
import { ownPrinterStore } from "./own-printer.ts"
import { pageClock } from "./page-clock.ts"

/** With the time that a printer has to answer, a trouble is noticed within five seconds. */
const lookEachMs = 2_000

export interface KeptPrinter {
  /** Prints when nothing else is asked of it. `ready` and `paper-low` are on paper, as far as it can tell. Never throws. */
  readonly print: (document: Uint8Array) => Promise<PrinterStatus>
}

/** Looks after the printer on this kiosk's cable for as long as the page lives: finds it, asks how it is, and finds it again. */
export const keepPrinter = (cables: CableFinder, language: PrinterLanguage): KeptPrinter => {
  let line: PrinterLine | null = null
  /** It was a printer when it was last asked, so it is the first to be asked again. */
  let lastDevice: object | null = null
  let turn: Promise<unknown> = Promise.resolve()
  let wake: (() => void) | null = null

  /** One thing at a time: while a ticket is out, nobody asks how the printer is. */
  const inTurn = (work: () => Promise<PrinterStatus>): Promise<PrinterStatus> => {
    const mine = turn.then(work).then(keep, () => keep("failed"))
    turn = mine
    return mine
  }

  /** Lets go of a cable whose other end is gone, or babbles. */
  const settled = async (status: PrinterStatus): Promise<PrinterStatus> => {
    if (line !== null && (line.isOver || status === "failed")) {
      const ended = line
      line = null
      await ended.close()
    }
    return status
  }

  /** Asks each cable in turn until a printer answers, in whatever state. */
  const reach = async (): Promise<PrinterStatus> => {
    let found: PrinterStatus = "offline"
    const ends = await cables.find()
    for (const { device, open } of ends.toSorted((one, other) => rank(one.device) - rank(other.device))) {
      const cable = await open()
      if (cable === null) continue
      line = new PrinterLine(cable, language, pageClock)
      const status = await settled(await line.status())
      if (line !== null) {
        lastDevice = device
        return status
      }
      // Something is there that speaks in another way: a wrong language or baud rate, or no printer.
      if (status !== "offline") found = status
    }
    return found
  }
  const rank = (device: object) => (device === lastDevice ? 0 : 1)

  const look = async () => (line === null ? reach() : settled(await line.status()))

  const watch = async () => {
    for (;;) {
      await inTurn(look)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, lookEachMs)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }
  cables.onMoved(() => wake?.())
  void watch()

  return {
    print: (document) =>
      inTurn(async () => {
        if (line === null) {
          const status = await reach()
          if (line === null) return status
        }
        return settled(await line.print(document))
      }),
  }
}

const keep = (status: PrinterStatus): PrinterStatus => {
  if (ownPrinterStore.getState().status !== status) ownPrinterStore.setState({ status })
  return status
}
