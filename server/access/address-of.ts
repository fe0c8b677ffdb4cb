import type { IncomingMessage } from "node:http"

/** Where a request comes from, for limits and for the auditor. */
export function addressOf({ socket }: IncomingMessage): string {
  return (socket.remoteAddress ?? "").replace(/^::ffff:/, "")
}
