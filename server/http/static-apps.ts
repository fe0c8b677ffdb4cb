import { createHash } from "node:crypto"
import { existsSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { extname, join, normalize, sep } from "node:path"
import type { Context, Hono } from "hono"
import type { ApiEnv } from "./api.ts"
import { languageOf } from "./caller-language.ts"
import { landingPage, landingStyle, notBuiltPage } from "./landing-page.ts"
import { pageHeaders, type PageRules } from "./page-headers.ts"
import type { RateLimits } from "./rate-limits.ts"

interface StaticApp {
  readonly path: string
  /** Where its build lies, and the page that it begins with. */
  readonly folder: string
  readonly page: string
  /** A bank may show it inside a page of its own. */
  readonly isEmbeddable?: true
  /** A manager records a voice there. */
  readonly hasMicrophone?: true
}

const apps: readonly StaticApp[] = [
  { path: "/kiosk/", folder: "kiosk/dist", page: "index.html" },
  { path: "/ticket/", folder: "phone/dist", page: "index.html" },
  { path: "/display/", folder: "display/dist", page: "index.html" },
  { path: "/counter/", folder: "counter/dist", page: "index.html", isEmbeddable: true },
  { path: "/office/", folder: "office/dist", page: "index.html", hasMicrophone: true },
]

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".mp3": "audio/mpeg",
  ".wav": "audio/wav",
}

/** The builds are under it. */
const root = join(import.meta.dirname, "..", "..")

interface StaticNeeds {
  readonly frameAncestors: readonly string[]
  readonly limits: Pick<RateLimits, "forPage">
}

/** Where pages lay in the first release. Bookmarks and OIDC providers keep these addresses, so they redirect for good. */
const movedPages: Readonly<Record<string, string>> = {
  "/counter/office.html": "/office/",
  "/kiosk/ticket.html": "/ticket/",
}

/** The pages and what they load, from the builds. */
export function staticApps(app: Hono<ApiEnv>, { frameAncestors, limits }: StaticNeeds): void {
  const seen = ({ env: { incoming } }: Context<ApiEnv>) =>
    limits.forPage(incoming, languageOf(incoming.headers["accept-language"]))
  app.get("/", async (c) => {
    await seen(c)
    return page(c, landingPage)
  })
  for (const [old, path] of Object.entries(movedPages)) app.get(old, (c) => c.redirect(path, 308))
  for (const { path, folder, page: index, isEmbeddable, hasMicrophone = false } of apps) {
    const dist = join(root, folder)
    const rules: PageRules = { hasMicrophone, ...(isEmbeddable ? { frameAncestors } : {}) }
    app.get(path.slice(0, -1), (c) => c.redirect(path, 308))
    app.get(`${path}*`, async (c) => {
      await seen(c)
      const asked = c.req.path.slice(path.length)
      const file = fileIn(dist, asked === "" ? index : asked)
      const bytes = file && (await bytesOf(file))
      if (bytes) return fileAnswer(c, rules, file, bytes)
      if (asked !== "") return c.notFound()
      return page(c, notBuiltPage(path), 503)
    })
  }
}

/** Null for a path that leads out of the folder. */
function fileIn(folder: string, asked: string): string | null {
  let name: string
  try {
    name = decodeURIComponent(asked)
  } catch {
    return null
  }
  const file = normalize(join(folder, name))
  return !name.includes("\0") && file.startsWith(folder + sep) ? file : null
}

async function bytesOf(file: string): Promise<Buffer<ArrayBuffer> | null> {
  try {
    return existsSync(file) ? await readFile(file) : null
  } catch {
    // A folder, or a file that was replaced by a new build at this moment.
    return null
  }
}

function fileAnswer(
  c: Context<ApiEnv>,
  rules: PageRules,
  file: string,
  bytes: Buffer<ArrayBuffer>,
): Response {
  const isHashed = file.includes(`${sep}assets${sep}`)
  const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`
  const headers = {
    ...pageHeaders(c.env.incoming, rules),
    "content-type": contentTypes[extname(file)] ?? "application/octet-stream",
    // The build names files under assets/ by their content; everything else is asked for again each time.
    "cache-control": isHashed ? "public, max-age=31536000, immutable" : "no-cache",
    etag,
  }
  return c.req.header("if-none-match") === etag
    ? new Response(null, { status: 304, headers })
    : new Response(bytes, { headers })
}

function page(c: Context<ApiEnv>, html: string, status = 200): Response {
  return new Response(html, {
    status,
    headers: {
      ...pageHeaders(c.env.incoming, { style: landingStyle }),
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-cache",
    },
  })
}
