import { promisify } from "node:util"
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from "node:zlib"
import type { Encoding } from "@giliran/built-files/file-list"
import type { Context, Hono, MiddlewareHandler } from "hono"
import { compress } from "hono/compress"
import type { ApiEnv } from "./api.ts"
import { chooseEncoding } from "./choose-encoding.ts"

/**
 * What may be long and holds no secret. Never a token, a one-time word or a session: whoever can make a caller ask, and sees how long
 * the answers are, reads a secret out of compressed ones letter by letter (BREACH). A test asks of every GET where it stands.
 */
const branch = "/v1/branches/:branch"
const whole = [
  "/openapi.json",
  "/v1/branches",
  "/v1/bank/audit",
  "/v1/bank/staff",
  `${branch}/views/:screen`,
  `${branch}/tickets/:ticket/reason`,
  `${branch}/counters`,
  `${branch}/events`,
  `${branch}/plan`,
  `${branch}/health/plan`,
  `${branch}/advice`,
  `${branch}/reports/:report/:day?`,
  `${branch}/audit`,
  `${branch}/roots`,
  `${branch}/devices`,
  `${branch}/staff`,
  `${branch}/voices`,
]
/** Written while they are read, and of any length. */
const streamed = [`${branch}/audit/export`, "/v1/bank/audit/export"]

/** Compresses long answers to GET that hold no secret. Stands before the routes. */
export function compressAnswers(app: Hono<ApiEnv>): void {
  for (const path of whole) app.get(path, compressWhole)
  for (const path of streamed) app.get(path, compress({ encoding: "gzip", contentTypeFilter: /ndjson/ }))
}

/** A shorter one is one packet either way. */
const shortest = 1_400
/** Up to here it costs the one thread less to compress at once than to ask another thread (21 µs of 4 kB against 175). */
const longestAtOnce = 32_000

const compressWhole: MiddlewareHandler<ApiEnv> = async (c, next) => {
  await next()
  if (c.res.status !== 200) return
  const encoding = chooseEncoding(c.req.header("accept-encoding"), () => true)
  c.header("vary", "Accept-Encoding")
  if (encoding === "identity") return
  const body = Buffer.from(await c.res.arrayBuffer())
  const isLong = body.length >= shortest
  answerWith(c, isLong ? await compressed[encoding](body) : body, isLong ? encoding : "identity")
}

function answerWith(c: Context<ApiEnv>, bytes: Buffer<ArrayBuffer>, encoding: Encoding): void {
  const headers = new Headers(c.res.headers)
  headers.set("content-length", String(bytes.length))
  if (encoding !== "identity") headers.set("content-encoding", encoding)
  // Or Hono would take the old one's headers along.
  c.res = undefined
  c.res = new Response(bytes, { status: 200, headers })
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
