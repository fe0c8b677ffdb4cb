import type { IncomingMessage } from "node:http"

const bodyLimit = 64 * 1024

export type Body = { readonly text: string } | { readonly refused: "body-too-large" }

/** Reads a request's body, and stops listening where it grows too large: what a caller claims its length is proves nothing. */
export function readBody(incoming: IncomingMessage, limit = bodyLimit): Promise<Body> | Body {
  const claimed = incoming.headers["content-length"]
  if (claimed !== undefined && Number(claimed) > limit) return { refused: "body-too-large" }
  if (claimed === "0" || (claimed === undefined && incoming.headers["transfer-encoding"] === undefined))
    return { text: "" }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    incoming.on("data", (chunk: Buffer) => {
      size += chunk.length
      if (size <= limit) chunks.push(chunk)
      else resolve({ refused: "body-too-large" })
    })
    incoming.on("end", () => {
      const [only] = chunks
      resolve({ text: (only && chunks.length === 1 ? only : Buffer.concat(chunks)).toString("utf8") })
    })
    incoming.on("error", reject)
    // Every request closes, most of them long after the end: an error for each would be thrown away.
    incoming.on("close", () => {
      if (!incoming.readableEnded) reject(new Error("The caller left before the end of the body"))
    })
  })
}
