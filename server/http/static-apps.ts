import { extname, join } from "node:path"
import type { Context, Hono } from "hono"
import type { ApiEnv } from "./api.ts"
import { builtApp, type BuiltApp } from "./built-app.ts"
import { languageOf } from "./caller-language.ts"
import { chooseEncoding } from "./choose-encoding.ts"
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

interface StaticNeeds {
  /** The builds are under it; left out, beside the server. */
  readonly root?: string
  readonly frameAncestors: readonly string[]
  readonly limits: Pick<RateLimits, "forPage">
}

/** Where pages lay in the first release. Bookmarks and OIDC providers keep these addresses, so they redirect for good. */
const movedPages: Readonly<Record<string, string>> = {
  "/counter/office.html": "/office/",
  "/kiosk/ticket.html": "/ticket/",
}

/** The pages and what they load, from the builds. */
export function staticApps(
  app: Hono<ApiEnv>,
  { root = join(import.meta.dirname, "../.."), frameAncestors, limits }: StaticNeeds,
): void {
  const seen = ({ env: { incoming } }: Context<ApiEnv>) =>
    limits.forPage(incoming, languageOf(incoming.headers["accept-language"]))
  app.get("/", async (c) => {
    await seen(c)
    return page(c, landingPage)
  })
  for (const [old, path] of Object.entries(movedPages)) app.get(old, (c) => c.redirect(path, 308))
  for (const { path, folder, page: index, isEmbeddable, hasMicrophone = false } of apps) {
    const built = builtApp(join(root, folder))
    const rules: PageRules = { hasMicrophone, ...(isEmbeddable ? { frameAncestors } : {}) }
    app.get(path.slice(0, -1), (c) => c.redirect(path, 308))
    app.get(`${path}*`, async (c) => {
      await seen(c)
      const asked = c.req.path.slice(path.length)
      const answer = await fileAnswer(c, built, asked === "" ? index : asked, rules)
      if (answer) return answer
      if (asked !== "") return c.notFound()
      return page(c, notBuiltPage(path), 503)
    })
  }
}

/** Null for a file that the app does not have. */
async function fileAnswer(
  c: Context<ApiEnv>,
  built: BuiltApp,
  path: string,
  rules: PageRules,
): Promise<Response | null> {
  const digests = built.digestsOf(path)
  if (!digests) return null
  const encoding = chooseEncoding(c.req.header("accept-encoding"), (way) => digests[way] !== undefined)
  const digest = digests[encoding] ?? digests.identity
  const etag = `"${digest}"`
  const headers = {
    ...pageHeaders(c.env.incoming, rules),
    // The build names files under assets/ by their content; everything else is asked for again each time.
    "cache-control": path.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache",
    etag,
    ...(digests.br !== undefined || digests.gzip !== undefined ? { vary: "Accept-Encoding" } : {}),
  }
  if (isNamed(etag, c.req.header("if-none-match"))) return new Response(null, { status: 304, headers })
  const bytes = await built.bytesOf(path, encoding, digest)
  if (!bytes) return null
  return new Response(bytes, {
    headers: {
      ...headers,
      "content-type": contentTypes[extname(path)] ?? "application/octet-stream",
      "content-length": String(bytes.length),
      ...(encoding === "identity" ? {} : { "content-encoding": encoding }),
    },
  })
}

/** As a caller keeps it, or as a proxy that touched the bytes wrote it (RFC 9110, 13.1.2: compared weakly). */
function isNamed(etag: string, kept: string | undefined): boolean {
  return kept?.trim() === "*" || (kept?.match(/"[^"]*"/g)?.includes(etag) ?? false)
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
