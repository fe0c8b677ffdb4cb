import type { Request } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { bareAnswer } from "../support/bare-answer.ts"
import { type BranchInBrowser, branchInBrowser } from "../support/open-pages.ts"

let branch: BranchInBrowser

beforeAll(async () => {
  branch = await branchInBrowser()
})

afterAll(async () => {
  await branch.close()
})

/** In kB of 1,000 bytes, heads included. All of the kiosk's is 40 % of the 436 kB that release 0.1.0 sent. */
describe.each([
  { app: "kiosk", path: "/kiosk/", scripts: 130, all: 174 },
  { app: "phone", path: "/ticket/", scripts: 100, all: 150 },
  { app: "display", path: "/display/", scripts: 135, all: 180 },
  { app: "counter", path: "/counter/", scripts: 135, all: 180 },
  { app: "office", path: "/office/", scripts: 135, all: 180 },
])("a first load of the $app", ({ app, path, scripts, all }) => {
  let loaded: readonly Loaded[]

  beforeAll(async () => {
    loaded = await firstLoad(app === "phone" ? await linkOfTicket() : path)
  })

  test(`sends at most ${scripts} kB of scripts and ${all} kB in all`, () => {
    const files = loaded.filter(({ url }) => new URL(url).pathname.startsWith(path))
    expect(files.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["document", "script", "stylesheet", "font"]),
    )
    expect(weight(loaded.filter(({ type }) => type === "script")) / 1_000).toBeLessThanOrEqual(scripts)
    expect(weight(loaded) / 1_000).toBeLessThanOrEqual(all)
  })

  // Browsers speak of brotli only where nobody can listen: over http in a branch's own network it is gzip.
  test("weighs no more than that in gzip", async () => {
    const sent = await Promise.all(
      loaded
        .filter(({ url }) => new URL(url).pathname.startsWith(path))
        .map(async ({ url, type, headBytes }) => {
          const { bytes } = await bareAnswer(url, { headers: { "accept-encoding": "gzip, deflate" } })
          return { url, type, headBytes, bodyBytes: bytes.length }
        }),
    )
    expect(weight(sent.filter(({ type }) => type === "script")) / 1_000).toBeLessThanOrEqual(scripts)
    expect(weight(sent) / 1_000).toBeLessThanOrEqual(all)
  })
})

interface Loaded {
  readonly url: string
  readonly type: string
  readonly headBytes: number
  readonly bodyBytes: number
}

const weight = (loaded: readonly Loaded[]) =>
  loaded.reduce((sum, { headBytes, bodyBytes }) => sum + headBytes + bodyBytes, 0)

/** All that a browser that was never here has received over the wire until the page is at rest. */
async function firstLoad(path: string): Promise<readonly Loaded[]> {
  const context = await branch.browser.newContext({ locale: "id-ID" })
  const page = await context.newPage()
  const finished: Request[] = []
  const keep = (request: Request) => void finished.push(request)
  page.on("requestfinished", keep)
  await page.goto(branch.server.url + path, { waitUntil: "networkidle" })
  await page.evaluate(() => document.fonts.ready)
  // What comes later, a display's clip say, is nobody's first load, and its page is about to be gone.
  page.off("requestfinished", keep)
  const loaded = await Promise.all(finished.map(loadedBy))
  await context.close()
  return loaded
}

async function loadedBy(request: Request): Promise<Loaded> {
  const { responseHeadersSize, responseBodySize } = await request.sizes()
  return {
    url: request.url(),
    type: request.resourceType(),
    headBytes: responseHeadersSize,
    bodyBytes: responseBodySize,
  }
}

async function linkOfTicket(): Promise<string> {
  const taken = await branch.post(await branch.token("kiosk"), "/tickets", { serviceId: "setor-tarik" })
  return (taken as { link: string }).link
}
