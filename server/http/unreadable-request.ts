import { STATUS_CODES, ServerResponse } from "node:http"
import type { Duplex } from "node:stream"
import { apiHeaders } from "./reply.ts"

type Unreadable = 400 | 408 | 413 | 431

const details: Readonly<Record<Unreadable, string>> = {
  400: "This is no HTTP request.",
  408: "The request took too long to arrive.",
  413: "The request's body is too large.",
  431: "The request's head is too large: 16 kB at most.",
}

/** What could not be read as HTTP gets its no by hand: no route ever saw it. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable || hasBegunAnswer(socket)) {
    socket.destroy()
    return
  }
  socket.end(answerOf(statusOf(error.code)), () => socket.destroy())
}

/** An answer that has begun cannot be followed by another one. Node's own handler looks at the same place. */
function hasBegunAnswer(socket: Duplex): boolean {
  const answer: unknown = Reflect.get(socket, "_httpMessage")
  return answer instanceof ServerResponse && answer.headersSent
}

function statusOf(code: string | undefined): Unreadable {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return 431
    case "HPE_CHUNK_EXTENSIONS_OVERFLOW":
      return 413
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return 408
    default:
      return 400
  }
}

function answerOf(status: Unreadable): string {
  const title = STATUS_CODES[status] ?? ""
  const body = JSON.stringify(problemOfUnreadable(status, title))
  return [
    `HTTP/1.1 ${status} ${title}`,
    "Connection: close",
    "Content-Type: application/problem+json",
    ...Object.entries(apiHeaders).map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${Buffer.byteLength(body)}`,
    "",
    body,
  ].join("\r\n")
}

function problemOfUnreadable(status: Unreadable, title: string): object {
  return {
    type: "urn:giliran:problem:bad-request",
    title,
    status,
    code: "bad-request",
    detail: details[status],
  }
}

/** For a request whose address or host cannot be read. */
export function unreadableAddress(): Response {
  const problem = {
    ...problemOfUnreadable(400, "Bad Request"),
    detail: "The request's address or host cannot be read.",
  }
  return new Response(JSON.stringify(problem), {
    status: 400,
    headers: { "content-type": "application/problem+json", ...apiHeaders },
  })
}
