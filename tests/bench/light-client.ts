import { type Socket, connect } from "node:net"

export interface Answered {
  readonly status: number
  readonly body: string
}

/** A kept-alive HTTP/1.1 connection that does as little as can be, so that what is measured is the server. */
export interface LightClient {
  /** One at a time. */
  post(path: string, body: string, headers?: string): Promise<Answered>
  get(path: string): Promise<Answered>
  close(): void
}

const endOfHead = Buffer.from("\r\n\r\n")

export function lightClient(server: URL, token = ""): Promise<LightClient> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: server.hostname, port: Number(server.port), noDelay: true })
    socket.once("error", reject)
    socket.once("connect", () => {
      socket.off("error", reject)
      resolve(clientOn(socket, server, token))
    })
  })
}

function clientOn(socket: Socket, server: URL, token: string): LightClient {
  const head = `Host: ${server.host}\r\nAuthorization: Bearer ${token}\r\n`
  let received = Buffer.alloc(0)
  let waiting: { resolve: (answered: Answered) => void; reject: (error: Error) => void } | null = null

  const fail = (error: Error) => {
    const failed = waiting
    waiting = null
    failed?.reject(error)
  }
  socket.on("error", fail)
  socket.on("close", () => fail(new Error("The server closed the connection")))
  socket.on("data", (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    const answered = readAnswer(received)
    if (answered === null) return
    received = Buffer.alloc(0)
    const done = waiting
    waiting = null
    done?.resolve(answered)
  })
  const ask = (request: string) =>
    new Promise<Answered>((resolve, reject) => {
      waiting = { resolve, reject }
      socket.write(request)
    })

  return {
    post: (path, body, headers = "") =>
      ask(
        `POST ${path} HTTP/1.1\r\n${head}${headers}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      ),
    get: (path) => ask(`GET ${path} HTTP/1.1\r\n${head}\r\n`),
    close: () => socket.destroy(),
  }
}

/** Null while it is not all there. Servers that we measure send a length or chunks. */
function readAnswer(received: Buffer): Answered | null {
  const headLength = received.indexOf(endOfHead)
  if (headLength < 0) return null
  const head = received.toString("latin1", 0, headLength)
  const status = Number(head.slice(9, 12))
  const bodyAt = headLength + endOfHead.length
  const length = /content-length: (\d+)/i.exec(head)?.[1]
  if (length === undefined) return readChunks(received, status, bodyAt)
  const end = bodyAt + Number(length)
  return received.length < end ? null : { status, body: received.toString("utf8", bodyAt, end) }
}

function readChunks(received: Buffer, status: number, bodyAt: number): Answered | null {
  const parts: string[] = []
  for (let at = bodyAt; ;) {
    const lineEnd = received.indexOf("\r\n", at)
    if (lineEnd < 0) return null
    const size = Number.parseInt(received.toString("latin1", at, lineEnd), 16)
    const start = lineEnd + 2
    if (received.length < start + size + 2) return null
    if (size === 0) return { status, body: parts.join("") }
    parts.push(received.toString("utf8", start, start + size))
    at = start + size + 2
  }
}
