import { createServer, type Socket } from "node:net"
import type { AddressInfo } from "node:net"

/**
 * A network printer on a port of its own, for ESC/POS. It keeps what is printed, answers DLE EOT at any moment and GS r when it gets so
 * far, and fails in every way in which printers of the field do.
 */
export type Fault =
  | "none"
  /** Nobody listens. */
  | "refuses"
  /** Takes the connection and everything, and says nothing. */
  | "hangs"
  /** Hangs up in the middle of a ticket. */
  | "cuts"
  /** Runs out of paper in the middle of a ticket, and takes no more. */
  | "runs-out"
  | "paper-out"
  | "paper-low"
  | "cover-open"
  | "offline"
  | "error"
  /** Answers what no printer answers. */
  | "garbage"
  /** Well until a ticket comes; then it sends letters, and prints nothing. */
  | "babbles"
  /** Another service listens there, and speaks of itself. */
  | "web-server"
  /** Prints, and its answer is lost. */
  | "mute-after"

export interface PrinterFake {
  readonly port: number
  /** Tickets that came out whole, each as its bytes. */
  readonly papers: readonly Uint8Array[]
  /** When the last byte of each of them came (`performance.now()`). */
  readonly printedAt: readonly number[]
  /** All bytes that came and were no question. */
  readonly received: number
  /** Times that it was asked how it is. */
  readonly asked: number
  /** Times that it was told to forget what it held. */
  readonly forgotten: number
  set(fault: Fault): Promise<void>
  close(): Promise<void>
}

const half = 3_000
const end = Buffer.from([0x1d, 0x72, 0x01])
const forget = Buffer.from([0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8])

export async function startPrinterFake(): Promise<PrinterFake> {
  const papers: Uint8Array[] = []
  const printedAt: number[] = []
  const sockets = new Set<Socket>()
  let fault: Fault = "none"
  let received = 0
  let asked = 0
  let forgotten = 0
  let port = 0

  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on("close", () => sockets.delete(socket))
    socket.on("error", () => {})
    let held = Buffer.alloc(0)
    socket.on("data", (bytes) => {
      if (fault === "hangs") return
      if (fault === "web-server") {
        received += bytes.length
        socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")
        return
      }
      held = Buffer.concat([held, answered(socket, bytes)])
      if (fault === "cuts" && held.length > half) {
        received += held.length
        socket.destroy()
        return
      }
      if (fault === "babbles" && held.length > half) {
        received += held.length
        held = Buffer.alloc(0)
        socket.write("Hello")
        return
      }
      if (fault === "runs-out" && held.length > half) {
        fault = "paper-out"
        received += held.length
        held = Buffer.alloc(0)
        return
      }
      const at = held.indexOf(end)
      if (at < 0 || fault === "paper-out" || fault === "cover-open") return
      papers.push(Uint8Array.from(held.subarray(0, at + end.length)))
      printedAt.push(performance.now())
      received += at + end.length
      held = held.subarray(at + end.length)
      if (fault !== "mute-after") socket.write(Buffer.of(0x00))
    })
  })

  /** Answers the questions among the bytes, and gives back the others. Questions come alone, never within a ticket. */
  function answered(socket: Socket, bytes: Buffer): Buffer {
    const rest: number[] = []
    for (let at = 0; at < bytes.length; at++) {
      if (bytes.subarray(at, at + forget.length).equals(forget)) {
        forgotten++
        at += forget.length - 1
      } else if (
        bytes[at] === 0x10 &&
        bytes[at + 1] === 0x04 &&
        [1, 2, 4].includes(bytes[at + 2] ?? 0) &&
        bytes.length <= 9
      ) {
        asked++
        socket.write(Buffer.of(answerTo(bytes[at + 2] ?? 0)))
        at += 2
      } else rest.push(bytes[at] ?? 0)
    }
    return Buffer.from(rest)
  }

  function answerTo(question: number): number {
    if (fault === "garbage") return 0xff
    const isDown = ["paper-out", "cover-open", "offline", "error"].includes(fault)
    switch (question) {
      case 1:
        return 0x12 | (isDown ? 0x08 : 0)
      case 2:
        return (
          0x12 |
          (fault === "cover-open" ? 0x04 : 0) |
          (fault === "paper-out" ? 0x20 : 0) |
          (fault === "error" ? 0x40 : 0)
        )
      default:
        return 0x12 | (fault === "paper-low" ? 0x0c : 0) | (fault === "paper-out" ? 0x6c : 0)
    }
  }

  const listen = () =>
    new Promise<void>((resolve) => {
      server.listen(port, "127.0.0.1", () => {
        ;({ port } = server.address() as AddressInfo)
        resolve()
      })
    })
  const hangUp = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  await listen()

  return {
    get port() {
      return port
    },
    papers,
    printedAt,
    get received() {
      return received
    },
    get asked() {
      return asked
    },
    get forgotten() {
      return forgotten
    },
    async set(next) {
      if (fault === "refuses" && next !== "refuses") await listen()
      if (fault !== "refuses" && next === "refuses") await hangUp()
      fault = next
    },
    close: () => (server.listening ? hangUp() : Promise.resolve()),
  }
}
