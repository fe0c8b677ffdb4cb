import type { BranchId } from "@giliran/contract/basics"
import type { PrinterStatus } from "@giliran/contract/device-health"
import type { PrinterPlan } from "@giliran/contract/plan"
import type { PrinterShown } from "@giliran/contract/kiosk-view"
import { canPrint } from "@giliran/paper/printer-status"
import type { Logger } from "pino"
import { listenersOf } from "../listeners.ts"
import type { Timer, World } from "../world.ts"
import type { BranchRoom } from "../branch/branch-room.ts"
import { printOn, statusOf } from "./network-printer.ts"

/** With the time that a printer has to answer, a trouble is noticed within five seconds. */
const lookEachMs = 2_000

type Branch = Pick<BranchRoom, "branchId" | "day">

/** The network printers of the branches' plans. */
export interface Printers {
  /** Looks after the printers of this branch from now on. */
  readonly watch: (room: Branch) => void
  /** As they were last found; before that, as if they were well. */
  shown(room: Branch): PrinterShown[]
  /** Prints when it is this document's turn. `ready` and `paper-low` are on paper. */
  print(branchId: BranchId, printer: PrinterPlan, document: Uint8Array): Promise<PrinterStatus>
  /** Tells when one of them is not as before. Returns the way to stop listening. */
  readonly onNews: (listener: (branchId: BranchId) => void) => () => void
  readonly close: () => Promise<void>
}

export function openPrinters({ log, world }: { readonly log: Logger; readonly world: World }): Printers {
  const known = new Map<string, PrinterStatus>()
  /** What a printer has to do, one after another: many take one connection at a time. */
  const busy = new Map<string, Promise<unknown>>()
  const news = listenersOf<[BranchId]>()
  const timers: Timer[] = []

  const keep = (branchId: BranchId, { id }: PrinterPlan, status: PrinterStatus) => {
    const name = nameOf(branchId, id)
    const before = known.get(name)
    known.set(name, status)
    if (before === status) return
    const say = canPrint(status) ? "info" : "warn"
    log[say]({ branch: branchId, printer: id, status, before }, "a printer is not as before")
    news.tell(branchId)
  }

  const inTurn = async <Result>(printer: PrinterPlan, work: () => Promise<Result>): Promise<Result> => {
    const place = `${printer.host}:${printer.port}`
    const mine = (busy.get(place) ?? Promise.resolve()).then(work)
    const done = mine.catch(() => {})
    busy.set(place, done)
    await done
    if (busy.get(place) === done) busy.delete(place)
    return mine
  }

  const look = async ({ branchId, day }: Branch): Promise<void> => {
    await Promise.all(
      printersOf(day.plan).map(async (printer) => {
        // One that prints says itself how it is.
        if (busy.has(`${printer.host}:${printer.port}`)) return
        keep(branchId, printer, await inTurn(printer, () => statusOf(printer, world)))
      }),
    )
  }

  return {
    watch(room) {
      let isLooking = false
      const lookAgain = () => {
        if (isLooking) return
        isLooking = true
        void look(room).finally(() => (isLooking = false))
      }
      lookAgain()
      timers.push(world.every(lookEachMs, lookAgain, { keepsAlive: false }))
    },
    shown: ({ branchId, day }) =>
      printersOf(day.plan).map(({ id }) => ({ id, status: known.get(nameOf(branchId, id)) ?? "ready" })),
    async print(branchId, printer, document) {
      const status = await inTurn(printer, () => printOn(printer, document, world))
      keep(branchId, printer, status)
      return status
    },
    onNews: news.add,
    async close() {
      for (const timer of timers) timer.cancel()
      await Promise.all(busy.values())
    },
  }
}

export function printersOf({ paper }: Branch["day"]["plan"]): readonly PrinterPlan[] {
  return paper?.printers ?? []
}

function nameOf(branchId: BranchId, id: string): string {
  return `${branchId} ${id}`
}
