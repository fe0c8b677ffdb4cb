import { connect, type Socket } from "node:net"
import type { Page } from "playwright-core"
import { installSerial, installUsb } from "./cable-in-page.ts"
import type { PrinterFake } from "./printer-fake.ts"

export type CableKind = "usb" | "serial" | "usb-one-way"

/**
 * The cable between a test's browser and a printer fake: the page finds a device where a real one would be, and every byte that it sends
 * there, and every answer, goes over the fake's own port. Real hardware is the one thing that is not here.
 */
export interface Cable {
  /** Whether the page may use the device: by policy, or because somebody chose it. Taken back, what is open ends. */
  allow(isAllowed: boolean): Promise<void>
  unplug(): Promise<void>
  plugIn(): Promise<void>
  /** In the middle of the next ticket the printer is full and takes no more, not even a question; its port says that paper is out. */
  stall(isStalled: boolean): Promise<void>
  /** A byte that is none: a serial line was touched. */
  noise(): Promise<void>
  /** Whether the page has it open. */
  readonly isOpen: boolean
  /** Times that the printer was told aside to forget what it held. */
  readonly forgottenAside: number
}

const longestQuestion = 9
const half = 3_000
const paperEmpty = 0x20
const wellPort = 0x18
const getPortStatus = 1

/** Before the page is opened at the kiosk. */
export async function layCable(page: Page, kind: CableKind, printer: PrinterFake): Promise<Cable> {
  let socket: Socket | null = null
  let isAllowed = true
  let isPlugged = true
  let willStall = false
  let isStalled = false
  let forgottenAside = 0
  let answers: string[] = []
  let onAnswer: (() => void) | null = null
  let onStallOver: (() => void) | null = null

  const tell = async (what: "connect" | "disconnect") => {
    if (page.isClosed()) return
    await page.evaluate((name) => {
      const { usb, serial } = navigator as unknown as Record<"usb" | "serial", EventTarget>
      for (const place of [usb, serial]) place.dispatchEvent(new Event(name))
    }, what)
  }
  const hangUp = () => {
    socket?.destroy()
    socket = null
    onAnswer?.()
    onStallOver?.()
  }
  const pullOut = async () => {
    isPlugged = false
    hangUp()
    await tell("disconnect")
  }

  const doors = {
    cableIsThere: () => isAllowed && isPlugged,
    cableOpen: () =>
      new Promise<boolean>((resolve) => {
        answers = []
        const line = connect({ host: "127.0.0.1", port: printer.port })
        line.on("data", (bytes) => {
          answers.push(bytes.toString("base64"))
          onAnswer?.()
        })
        line.on("error", () => {})
        line.once("connect", () => {
          socket = line
          resolve(true)
        })
        line.once("close", () => {
          resolve(false)
          // The fake hung up: to a browser that is a plug that somebody pulled.
          if (socket === line) void pullOut()
        })
      }),
    cableWrite: async (text: string) => {
      const bytes = Buffer.from(text, "base64")
      const line = socket
      if (!line) return false
      if (willStall && bytes.length > longestQuestion) {
        isStalled = true
        line.write(bytes.subarray(0, half))
      }
      if (isStalled) {
        await new Promise<void>((resolve) => {
          const before = onStallOver
          onStallOver = () => {
            before?.()
            resolve()
          }
        })
        return false
      }
      return new Promise<boolean>((resolve) => line.write(bytes, (error) => resolve(!error)))
    },
    cableRead: async () => {
      for (;;) {
        const answer = answers.shift()
        if (answer !== undefined || socket === null) return answer ?? null
        await new Promise<void>((resolve) => {
          onAnswer = resolve
        })
      }
    },
    cableClose: () => hangUp(),
    cableAside: (request: number) => {
      if (request === getPortStatus) return isStalled ? wellPort | paperEmpty : wellPort
      forgottenAside++
      return 0
    },
  }
  for (const [name, door] of Object.entries(doors)) await page.exposeFunction(name, door)
  if (kind === "serial") await page.addInitScript(installSerial)
  else await page.addInitScript(installUsb, kind === "usb")

  return {
    async allow(next) {
      isAllowed = next
      if (!next) hangUp()
    },
    unplug: pullOut,
    async plugIn() {
      isPlugged = true
      await tell("connect")
    },
    async stall(next) {
      willStall = next
      isStalled = false
      if (!next) onStallOver?.()
    },
    noise: () => page.evaluate(() => (navigator as unknown as { makeNoise: () => void }).makeNoise()),
    get isOpen() {
      return socket !== null
    },
    get forgottenAside() {
      return forgottenAside
    },
  }
}
