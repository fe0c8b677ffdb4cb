import { createReadStream } from "node:fs"
import { stat } from "node:fs/promises"
import { extname, join } from "node:path"
import { Readable } from "node:stream"
import { BranchId } from "@giliran/contract/basics"
import { MediaPlan } from "@giliran/contract/plan"
import type { Context, Hono } from "hono"
import type { ApiEnv } from "../http/api.ts"
import { languageOf } from "../http/caller-language.ts"
import type { RateLimits } from "../http/rate-limits.ts"

const contentTypes: Readonly<Record<string, string>> = {
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".png": "image/png",
  ".webp": "image/webp",
  ".gif": "image/gif",
  ".mp4": "video/mp4",
  ".webm": "video/webm",
}

interface MediaNeeds {
  /** A folder a branch: `media/demo/welcome.mp4`. */
  readonly folder: string
  readonly limits: Pick<RateLimits, "forPage">
}

/**
 * What displays show between calls: pictures and films, as everybody in the hall sees them. Read in parts where a part is asked for:
 * a film begins before it is here whole, and is not read into memory.
 */
export function mediaFiles(app: Hono<ApiEnv>, { folder, limits }: MediaNeeds): void {
  app.get("/media/:branch/:file", async (c) => {
    const { incoming } = c.env
    await limits.forPage(incoming, languageOf(incoming.headers["accept-language"]))
    const branch = BranchId.safeParse(c.req.param("branch"))
    const file = MediaPlan.shape.file.safeParse(c.req.param("file"))
    if (!branch.success || !file.success) return c.notFound()
    const path = join(folder, branch.data, file.data)
    const found = await stat(path).catch(() => null)
    return found?.isFile() ? answer(c, path, found) : c.notFound()
  })
}

function answer(c: Context<ApiEnv>, path: string, file: { size: number; mtimeMs: number }): Response {
  const etag = `"${file.size.toString(36)}-${Math.trunc(file.mtimeMs).toString(36)}"`
  const headers = {
    "content-type": contentTypes[extname(path)] ?? "application/octet-stream",
    // A file may be put in the place of another; unchanged, it is not sent again.
    "cache-control": "no-cache",
    etag,
    "accept-ranges": "bytes",
    "content-security-policy": "default-src 'none'",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
  }
  if (c.req.header("if-none-match") === etag) return new Response(null, { status: 304, headers })
  const part = partOf(c, etag, file.size)
  if (part === "beyond")
    return new Response(null, {
      status: 416,
      headers: { ...headers, "content-range": `bytes */${file.size}` },
    })
  const { start, end } = part ?? { start: 0, end: file.size - 1 }
  const body =
    c.req.method === "HEAD" || file.size === 0
      ? null
      : (Readable.toWeb(createReadStream(path, { start, end })) as ReadableStream)
  return new Response(body, {
    status: part ? 206 : 200,
    headers: {
      ...headers,
      "content-length": String(end - start + 1),
      ...(part && { "content-range": `bytes ${start}-${end}/${file.size}` }),
    },
  })
}

/** One part, as players ask; of anything odder, and of a file that has changed since, the whole (RFC 9110, 14.2). */
function partOf(
  c: Context<ApiEnv>,
  etag: string,
  size: number,
): { readonly start: number; readonly end: number } | "beyond" | null {
  const ifRange = c.req.header("if-range")
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(c.req.header("range") ?? "") ?? []
  if ((from === "" && to === "") || (ifRange !== undefined && ifRange !== etag)) return null
  const start = from === "" ? Math.max(0, size - Number(to)) : Number(from)
  const end = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1)
  if (from !== "" && to !== "" && Number(to) < start) return null
  return start >= size || (from === "" && Number(to) === 0) ? "beyond" : { start, end }
}
