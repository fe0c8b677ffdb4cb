import { Plan } from "@giliran/contract/plan"
import { type Caller, callerOf } from "../support/caller.ts"
import { addBranch, noonPlan } from "../support/noon-branch.ts"
import { type PrinterFake, startPrinterFake } from "../support/printer-fake.ts"
import { withServer } from "./bench-process.ts"
import { fillDay } from "./fill-day.ts"
import { type Line, ms } from "./figures.ts"

export interface PaperFigures {
  /** From the kiosk's first request until the printer has the last byte of the ticket. */
  readonly bytesAtPrinter: { readonly p50Ms: number; readonly p95Ms: number }
  /** Until the kiosk knows that the number waits: the printer has answered, and it is on the disk. */
  readonly confirmed: { readonly p50Ms: number; readonly p95Ms: number }
}

/** A kiosk reserves and prints, one customer after another, on a day with many who wait. The printer takes no time of its own. */
export async function ticketOnPaper(customers: number): Promise<PaperFigures> {
  const printer = await startPrinterFake()
  try {
    return await withServer(
      async (ledger) => {
        const plan = Plan.parse({
          ...noonPlan("paper", 8, Date.now()),
          paper: { printers: [{ id: "lobi", host: "127.0.0.1", port: printer.port }] },
        })
        const branch = await addBranch(ledger, plan)
        await fillDay(ledger, branch.plan, { ticketCount: 2_000, waitingCount: 300 })
        return branch
      },
      async (server, branch) => {
        const kiosk = callerOf(server.url, branch.token, branch.plan.branchId)
        for (let warming = 0; warming < 10; warming++) await onPaper(kiosk, printer)
        const taken: Taken[] = []
        while (taken.length < customers) taken.push(await onPaper(kiosk, printer))
        return {
          bytesAtPrinter: spread(taken.map(({ atPrinterMs }) => atPrinterMs)),
          confirmed: spread(taken.map(({ confirmedMs }) => confirmedMs)),
        }
      },
    )
  } finally {
    await printer.close()
  }
}

interface Taken {
  readonly atPrinterMs: number
  readonly confirmedMs: number
}

async function onPaper(kiosk: Caller, printer: PrinterFake): Promise<Taken> {
  const touchedAt = performance.now()
  const { body } = await kiosk.post("/tickets/reserve", { serviceId: "teller" })
  const secret = String(body.link).split(".").at(-1)
  const printed = await kiosk.post(`/tickets/${body.ticket.id}/print`, { printer: "lobi", secret })
  if (printed.body?.isPrinted !== true) throw new Error(`Not on paper: ${printed.text}`)
  return {
    atPrinterMs: (printer.printedAt.at(-1) ?? Number.NaN) - touchedAt,
    confirmedMs: performance.now() - touchedAt,
  }
}

function spread(values: readonly number[]): { readonly p50Ms: number; readonly p95Ms: number } {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { p50Ms: at(0.5), p95Ms: at(0.95) }
}

export function paperLines({ bytesAtPrinter, confirmed }: PaperFigures): readonly Line[] {
  return [
    {
      what: "touch → bytes at the printer: p50 / p95",
      ours: `${ms(bytesAtPrinter.p50Ms)} / ${ms(bytesAtPrinter.p95Ms)}`,
      beside: `until the number waits ${ms(confirmed.p50Ms)} / ${ms(confirmed.p95Ms)}`,
      target: "p95 ≤ 800 ms",
      isMet: bytesAtPrinter.p95Ms <= 800,
    },
  ]
}
