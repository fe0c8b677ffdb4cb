import { connect } from "node:net"
import type { PrinterStatus } from "@giliran/contract/device-health"
import type { PrinterPlan } from "@giliran/contract/plan"
import type { AnsweringCable } from "@giliran/paper/printer-cable"
import { PrinterLine } from "@giliran/paper/printer-line"
import type { World } from "../world.ts"

/** On the branch's own network. */
const connectWithinMs = 1_500

/** How the printer is now. Never throws. */
export function statusOf(printer: PrinterPlan, world: World): Promise<PrinterStatus> {
  return talk(printer, world, (line) => line.status())
}

/** Prints, and resolves when the printer said that it did, or with what is wrong. Never throws. */
export function printOn(printer: PrinterPlan, document: Uint8Array, world: World): Promise<PrinterStatus> {
  return talk(printer, world, (line) => line.print(document))
}

/** Many printers take one connection at a time only, so each is short. */
async function talk(
  printer: PrinterPlan,
  world: World,
  say: (line: PrinterLine) => Promise<PrinterStatus>,
): Promise<PrinterStatus> {
  const cable = await openCable(printer, world)
  if (!cable) return "offline"
  const line = new PrinterLine(cable, printer.language, world)
  try {
    return await say(line)
  } finally {
    await line.close()
  }
}

function openCable({ host, port }: PrinterPlan, world: World): Promise<AnsweringCable | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, noDelay: true })
    const late = world.after(connectWithinMs, () => socket.destroy())
    // Of one that breaks, whoever reads from it or writes to it hears.
    socket.on("error", () => {})
    socket.once("close", () => {
      late.cancel()
      resolve(null)
    })
    socket.once("connect", () => {
      late.cancel()
      const chunks: AsyncIterator<Uint8Array> = socket.iterator()
      resolve({
        hasAnswers: true,
        read: async () => {
          const { done, value } = await chunks.next()
          return done ? null : value
        },
        write: (bytes) =>
          new Promise((written, failed) => {
            socket.write(bytes, (error) => (error ? failed(error) : written()))
          }),
        close: async () => void socket.destroy(),
      })
    })
  })
}
