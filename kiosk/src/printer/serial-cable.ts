/// <reference types="w3c-web-serial" />
import type { PrinterCable } from "@giliran/paper/printer-cable"
import { type CableFinder, within } from "./cable-finder.ts"

/** As the printer is set. Without flow control no picture comes faster at any usual rate than a printer prints it, and for words it has room. */
export interface SerialSettings {
  readonly baudRate: number
  readonly flowControl: "none" | "hardware"
}

/** A byte goes with a start bit and a stop bit. */
const bitsPerByte = 10
const openWithinMs = 1_500
/** XON and XOFF, from a printer that is set to them: no language of printers begins or ends an answer with such a byte, or has one in it. */
const flowBytes = new Set([0x11, 0x13])

/** Serial ports that this page may use: by the browser's policy (SerialAllowAllPortsForUrls), or chosen once. */
export const serialPrinters = (settings: SerialSettings): CableFinder => ({
  find: async () => {
    const ports = await within(openWithinMs, Promise.resolve(navigator.serial?.getPorts()), undefined)
    return (ports ?? []).map((port) => ({ device: port, open: () => openSerial(port, settings) }))
  },
  onMoved: (listener) => {
    navigator.serial?.addEventListener("connect", listener)
    navigator.serial?.addEventListener("disconnect", listener)
  },
})

const openSerial = async (
  port: SerialPort,
  { baudRate, flowControl }: SerialSettings,
): Promise<PrinterCable | null> => {
  const isOpen = await within(
    openWithinMs,
    port.open({ baudRate, flowControl }).then(() => true),
    false,
  )
  const { readable, writable } = port
  if (!isOpen || !readable || !writable) {
    await within(openWithinMs, port.close(), undefined)
    return null
  }
  const writer = writable.getWriter()
  let reader = readable.getReader()
  let isClosing = false
  return {
    hasAnswers: true,
    bytesPerSecond: baudRate / bitsPerByte,
    write: (bytes) => writer.write(bytes),
    read: async () => {
      try {
        const { value, done } = await reader.read()
        return done ? null : value.filter((byte) => !flowBytes.has(byte))
      } catch (error) {
        // Noise on the line ends the stream and not the port: there is another one. Gone, there is none.
        reader.releaseLock()
        if (isClosing || !port.readable) throw error
        reader = port.readable.getReader()
        return new Uint8Array()
      }
    },
    close: async () => {
      isClosing = true
      // A port is closed once nobody holds its streams; what is not sent yet is not to be sent any more.
      await within(openWithinMs, Promise.allSettled([reader.cancel(), writer.abort()]), undefined)
      for (const held of [reader, writer]) held.releaseLock()
      await within(openWithinMs, port.close(), undefined)
    },
  }
}
