import { randomBytes } from "node:crypto"
import { type Socket, connect } from "node:net"
import { CONTRACT_VERSION, LIVE_NAMESPACE } from "@giliran/contract/socket-events"

/** A socket.io screen that reads frames and parses no view: five hundred of them cost the measuring process little. */
export interface LightScreen {
  /** Of the newest view. */
  version(): number
  /** Bytes of the newest view's packet. */
  packetBytes(): number
  close(): void
}

export interface Watching {
  readonly auth: object
  /** At every view: its version and the moment it was all there. */
  readonly onView: (version: number, at: number) => void
}

/** Resolves with its first view. */
export function lightScreen(server: URL, { auth, onView }: Watching): Promise<LightScreen> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: server.hostname, port: Number(server.port), noDelay: true })
    let version = -1
    let packetBytes = 0
    const screen: LightScreen = {
      version: () => version,
      packetBytes: () => packetBytes,
      close: () => socket.destroy(),
    }

    socket.once("error", reject)
    socket.once("connect", () => socket.write(handshake(server)))
    readFrames(socket, {
      onText(text, bytes) {
        if (text.startsWith("0"))
          send(socket, `40${LIVE_NAMESPACE},${JSON.stringify({ contract: CONTRACT_VERSION, ...auth })}`)
        else if (text === "2") send(socket, "3")
        else if (text.startsWith(`44${LIVE_NAMESPACE}`))
          reject(new Error(`The server turned the screen away: ${text}`))
        else if (text.startsWith(`42${LIVE_NAMESPACE},["view"`)) {
          const at = performance.now()
          version = Number(/"version":(\d+)/.exec(text)?.[1])
          packetBytes = bytes
          onView(version, at)
          resolve(screen)
        }
      },
      onRefused: (status) => reject(new Error(`The server opened no socket: ${status}`)),
    })
  })
}

function handshake(server: URL): string {
  return [
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
    `Host: ${server.host}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
    "\r\n",
  ].join("\r\n")
}

interface FrameReader {
  /** `text` is the frame's beginning, enough to tell what it is. */
  readonly onText: (text: string, bytes: number) => void
  readonly onRefused: (status: string) => void
}

const beginningBytes = 300

function readFrames(socket: Socket, { onText, onRefused }: FrameReader): void {
  let received = Buffer.alloc(0)
  let isOpen = false
  socket.on("data", (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    if (!isOpen) {
      const end = received.indexOf("\r\n\r\n")
      if (end < 0) return
      const status = received.toString("latin1", 9, 12)
      if (status !== "101") return onRefused(status)
      isOpen = true
      received = received.subarray(end + 4)
    }
    for (;;) {
      const frame = firstFrame(received)
      if (frame === null) return
      const { start, end } = frame
      const text = received.toString("utf8", start, Math.min(end, start + beginningBytes))
      received = received.subarray(end)
      onText(text, end - start)
    }
  })
}

/** RFC 6455, a server's unmasked frames. Null while the frame is not all there. */
function firstFrame(received: Buffer): { start: number; end: number } | null {
  if (received.length < 2) return null
  const short = received.readUInt8(1) & 0x7f
  const start = short === 127 ? 10 : short === 126 ? 4 : 2
  if (received.length < start) return null
  const length =
    short === 127 ? Number(received.readBigUInt64BE(2)) : short === 126 ? received.readUInt16BE(2) : short
  return received.length < start + length ? null : { start, end: start + length }
}

/** One text frame, masked with zeros, as a client must mask. Short ones only. */
function send(socket: Socket, text: string): void {
  const payload = Buffer.from(text)
  const length =
    payload.length < 126 ? [0x80 | payload.length] : [0x80 | 126, payload.length >> 8, payload.length & 0xff]
  socket.write(Buffer.concat([Buffer.from([0x81, ...length, 0, 0, 0, 0]), payload]))
}
