import { promisify } from "node:util"
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from "node:zlib"
import type { Encoding } from "@giliran/built-files/file-list"
import { chooseEncoding } from "./choose-encoding.ts"

/** A shorter one is one packet either way. */
const shortest = 1_400
/** Up to here it costs the one thread less to compress at once than to ask another thread (21 µs of 4 kB against 175). */
const longestAtOnce = 32_000

/** The answer, compressed as the caller likes best where that is worth it. `accepted`: its Accept-Encoding. */
export async function compressWhole(answer: Response, accepted: string | undefined): Promise<Response> {
  if (answer.status !== 200) return answer
  const encoding = chooseEncoding(accepted, () => true)
  answer.headers.set("vary", "Accept-Encoding")
  if (encoding === "identity") return answer
  const body = Buffer.from(await answer.arrayBuffer())
  const isLong = body.length >= shortest
  const bytes = isLong ? await compressed[encoding](body) : body
  const headers = new Headers(answer.headers)
  headers.set("content-length", String(bytes.length))
  if (isLong) headers.set("content-encoding", encoding)
  return new Response(bytes, { status: 200, headers })
}

/** The same of an answer that is written while it is read. */
export function compressStream(answer: Response, accepted: string | undefined): Response {
  if (answer.status !== 200 || !answer.body) return answer
  answer.headers.set("vary", "Accept-Encoding")
  const encoding: Encoding = chooseEncoding(accepted, (one) => one !== "br")
  if (encoding === "identity") return answer
  const headers = new Headers(answer.headers)
  headers.set("content-encoding", "gzip")
  return new Response(answer.body.pipeThrough(new CompressionStream("gzip")), { status: 200, headers })
}

/** The lowest quality: half of what the highest saves for a tenth of the time. */
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }
const deflate = { level: 1 }
const compressed = {
  br: (body: Buffer) =>
    body.length <= longestAtOnce ? brotliCompressSync(body, brotli) : promisify(brotliCompress)(body, brotli),
  gzip: (body: Buffer) =>
    body.length <= longestAtOnce ? gzipSync(body, deflate) : promisify(gzip)(body, deflate),
}
