import type { Browser, BrowserContextOptions, Page } from "playwright-core"
import { keptChromium, launchChromium } from "./chromium.ts"
import { customerEnv } from "./customers.ts"
import { freshDatabase } from "./postgres.ts"
import { type ServerHere, startServerHere } from "./server-here.ts"

/** The real server with the demo branch, and a real browser whose every page is somebody else's. */
export interface BranchInBrowser {
  readonly server: ServerHere
  readonly databaseUrl: string
  readonly browser: Browser
  /** What any page wrote to its console as an error. */
  readonly complaints: readonly string[]
  /** By its own machine's name unless told another. */
  open(path: string, options: PageOptions, host?: string): Promise<Page>
  /** A token of the demo, as its screens get theirs. */
  token(screen: "kiosk" | "display" | "counter"): Promise<string>
  /** POSTs below the demo branch; rejects when refused. */
  post(token: string, path: string, body?: object): Promise<unknown>
  close(): Promise<void>
}

export interface PageOptions extends BrowserContextOptions {
  /** The page's clock goes like the machine's until the test sets it on by `page.clock`: nobody waits for its patience to end. */
  readonly ownsTime?: boolean
}

/** With `env`, as another bank would set it; with flags of its own, as another browser. */
export async function branchInBrowser(
  env: Readonly<Record<string, string>> = {},
  flags?: readonly string[],
): Promise<BranchInBrowser> {
  const database = await freshDatabase()
  const server = await startServerHere(database.url, { ...customerEnv, LOG_LEVEL: "error", ...env })
  const browser = await (flags === undefined ? keptChromium() : launchChromium(flags))
  const complaints: string[] = []
  const ask = async (path: string, init: RequestInit): Promise<unknown> => {
    const answer = await fetch(server.url + path, init)
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
    return answer.json()
  }
  const json = { "content-type": "application/json" }
  return {
    server,
    databaseUrl: database.url,
    browser,
    complaints,
    async open(path, { ownsTime = false, ...options }, host) {
      const context = await browser.newContext({ locale: "id-ID", timezoneId: "Asia/Jakarta", ...options })
      if (ownsTime) await context.clock.install()
      const page = await context.newPage()
      page.on("pageerror", (error) => complaints.push(`${path}: ${error.message}`))
      page.on("console", (message) => {
        if (message.type() === "error") complaints.push(`${path}: ${message.text()}`)
      })
      await page.goto((host === undefined ? server.url : server.url.replace("127.0.0.1", host)) + path)
      return page
    },
    async token(screen) {
      const session = await ask("/v1/demo/session", {
        method: "POST",
        headers: json,
        body: JSON.stringify({ screen }),
      })
      return (session as { token: string }).token
    },
    post: (token, path, body = {}) =>
      ask(`/v1/branches/demo${path}`, {
        method: "POST",
        headers: { ...json, authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      }),
    async close() {
      if (flags === undefined) await Promise.all(browser.contexts().map((context) => context.close()))
      else await browser.close()
      await server.stop()
      await database.drop()
    },
  }
}

export const kioskScreen = { viewport: { width: 1080, height: 1920 } }
export const hallScreen = { viewport: { width: 1920, height: 1080 } }
export const deskScreen = { viewport: { width: 360, height: 560 } }
export const phoneScreen = { viewport: { width: 390, height: 844 } }

/** Sits down at a counter as a teller does. */
export async function sitDown(
  page: Page,
  { name, counter }: { name: string; counter: string },
): Promise<void> {
  await page.getByLabel("Nama Anda").fill(name)
  await page.getByLabel("Nomor pegawai").fill(name.toLowerCase().replaceAll(" ", "."))
  await page.getByText(`Loket ${counter}`).click()
}

/** Presses Tab until this has the focus, by the words in it or its name, as a keyboard's user finds it. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    const focused = await page.evaluate(() => {
      const { activeElement: here } = document
      if (here === document.body) return ""
      const isField = here instanceof HTMLInputElement || here instanceof HTMLTextAreaElement
      const label = isField ? here.labels?.[0]?.textContent : null
      return (here?.getAttribute("aria-label") ?? label ?? here?.textContent ?? "").trim()
    })
    if (typeof name === "string" ? focused === name : name.test(focused)) return
    await page.keyboard.press("Tab")
  }
  throw new Error(`The keyboard does not reach "${name}"`)
}

/** As a teller would: the key does nothing while the desk's last order is on its way, or right after it. */
export async function pressSpace(page: Page, label: string): Promise<void> {
  await page.locator(".primary__button:not([aria-busy='true'])", { hasText: label }).waitFor()
  await page.waitForTimeout(400)
  await page.keyboard.press("Space")
}
