import { type IncomingHttpHeaders, request } from "node:http"
import { brotliDecompressSync, gunzipSync } from "node:zlib"

/** An answer as it came over the wire: nothing was unpacked, and no header went along that the test did not give. */
export interface BareAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly bytes: Buffer
}

export interface BareRequest {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export function bareAnswer(
  url: string,
  { method = "GET", headers = {}, body }: BareRequest = {},
): Promise<BareAnswer> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { method, headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on("data", (part: Buffer) => parts.push(part))
      answer.once("error", reject)
      answer.once("end", () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          bytes: Buffer.concat(parts),
        }),
      )
    })
    asking.once("error", reject)
    asking.end(body)
  })
}

/** What a browser makes of it. */
export function unpacked({ headers, bytes }: Pick<BareAnswer, "headers" | "bytes">): Buffer {
  const encoding = headers["content-encoding"]
  if (encoding === undefined) return bytes
  return encoding === "br" ? brotliDecompressSync(bytes) : gunzipSync(bytes)
}
