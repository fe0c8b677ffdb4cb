/// <reference types="w3c-web-usb" />
import type { PrinterCable } from "@giliran/paper/printer-cable"
import { type CableFinder, within } from "./cable-finder.ts"

/** Of an interface, in the descriptors of USB. */
const printerClass = 7
/** The requests of that class: how its port is, with the bit for paper; and to empty its buffers. */
const getPortStatus = 1
const softReset = 2
const paperEmptyBit = 0x20

const openWithinMs = 1_500
const asideWithinMs = 500
/** A printer that answers with nothing is not asked again at once. */
const emptyPauseMs = 20

/** Printers on USB that this page may use: by the browser's policy (WebUsbAllowDevicesForUrls), or chosen once. */
export const usbPrinters: CableFinder = {
  find: async () => {
    const devices = await within(openWithinMs, Promise.resolve(navigator.usb?.getDevices()), undefined)
    return (devices ?? [])
      .flatMap((device) => {
        const plug = plugOf(device)
        return plug === null ? [] : [{ device, plug }]
      })
      .toSorted((one, other) => Number(one.plug.input === null) - Number(other.plug.input === null))
      .map(({ device, plug }) => ({ device, open: () => openUsb(device, plug) }))
  },
  onMoved: (listener) => {
    navigator.usb?.addEventListener("connect", listener)
    navigator.usb?.addEventListener("disconnect", listener)
  },
}

/** Where a device takes what is to be printed. */
interface Plug {
  readonly configuration: number
  readonly interfaceNumber: number
  readonly alternate: number
  readonly output: number
  /** Null: it takes, and says nothing (protocol 1 of its class). */
  readonly input: USBEndpoint | null
}

const plugOf = ({ configurations }: USBDevice): Plug | null => {
  const plugs = configurations.flatMap(({ configurationValue, interfaces }) =>
    interfaces.flatMap(({ interfaceNumber, alternates }) =>
      alternates
        .filter(({ interfaceClass }) => interfaceClass === printerClass)
        .flatMap(({ alternateSetting, endpoints }): readonly Plug[] => {
          const bulk = endpoints.filter(({ type }) => type === "bulk")
          const output = bulk.find(({ direction }) => direction === "out")
          if (output === undefined) return []
          const input = bulk.find(({ direction }) => direction === "in") ?? null
          return [
            {
              configuration: configurationValue,
              interfaceNumber,
              alternate: alternateSetting,
              output: output.endpointNumber,
              input,
            },
          ]
        }),
    ),
  )
  return plugs.find(({ input }) => input !== null) ?? plugs[0] ?? null
}

const openUsb = async (device: USBDevice, plug: Plug): Promise<PrinterCable | null> => {
  const isOurs = await within(openWithinMs, claim(device, plug), false)
  if (isOurs) return cableOf(device, plug)
  await closeUsb(device)
  return null
}

const claim = async (
  device: USBDevice,
  { configuration, interfaceNumber, alternate }: Plug,
): Promise<boolean> => {
  await device.open()
  if (device.configuration?.configurationValue !== configuration)
    await device.selectConfiguration(configuration)
  await device.claimInterface(interfaceNumber)
  if (alternate !== 0) await device.selectAlternateInterface(interfaceNumber, alternate)
  return true
}

const cableOf = (device: USBDevice, { interfaceNumber, output, input }: Plug): PrinterCable => {
  const ofItsClass = {
    requestType: "class",
    recipient: "interface",
    value: 0,
    index: interfaceNumber,
  } as const
  const common = {
    write: async (bytes: Uint8Array) => {
      const { status, bytesWritten } = await device.transferOut(output, Uint8Array.from(bytes))
      if (status === "ok" && bytesWritten === bytes.length) return
      if (status === "stall") await device.clearHalt("out", output)
      throw new Error(`The printer took ${bytesWritten} bytes of ${bytes.length}: ${status}`)
    },
    close: () => closeUsb(device),
    aside: {
      isPaperOut: async () => {
        const asked = device.controlTransferIn({ ...ofItsClass, request: getPortStatus }, 1)
        const answer = await within(asideWithinMs, asked, null)
        return answer?.data !== undefined && answer.data.byteLength > 0
          ? (answer.data.getUint8(0) & paperEmptyBit) !== 0
          : false
      },
      forget: async () => {
        await within(asideWithinMs, device.controlTransferOut({ ...ofItsClass, request: softReset }), null)
      },
    },
  }
  if (input === null) return { ...common, hasAnswers: false }
  return { ...common, hasAnswers: true, read: () => readUsb(device, input) }
}

const readUsb = async (
  device: USBDevice,
  { endpointNumber, packetSize }: USBEndpoint,
): Promise<Uint8Array | null> => {
  const { data, status } = await device.transferIn(endpointNumber, packetSize)
  if (status === "babble") return null
  if (status === "stall") await device.clearHalt("in", endpointNumber)
  if (data !== undefined && data.byteLength > 0)
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  await new Promise((resolve) => setTimeout(resolve, emptyPauseMs))
  return new Uint8Array()
}

/** Ends whatever is under way, and gives its interface back. */
const closeUsb = async (device: USBDevice): Promise<void> => {
  await within(openWithinMs, device.close(), undefined)
}
