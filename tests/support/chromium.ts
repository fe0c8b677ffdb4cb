import { existsSync } from "node:fs"
import { type Browser, chromium } from "playwright-core"

const places = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
]

export const elsewhere = "giliran.test"

const quiet = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  // Pages of one browser share a process: to start one costs more than most pages do.
  "--renderer-process-limit=1",
  // A name that is not this machine's own, as a branch's screens know their server.
  `--host-resolver-rules=MAP ${elsewhere} 127.0.0.1`,
]

/** As a branch's screens are set up: pages may sound without a touch. */
const mayPlay = ["--autoplay-policy=no-user-gesture-required"]

/** A real browser: `CHROMIUM`, the system's, or the one that Playwright installed. Without any the test fails. */
export function launchChromium(flags: readonly string[] = mayPlay): Promise<Browser> {
  const found = process.env["CHROMIUM"] ?? places.find((path) => existsSync(path))
  return chromium.launch({
    args: [...quiet, ...flags],
    ...(found === undefined ? {} : { executablePath: found }),
  })
}

/** A page of a test lives for seconds: what is compiled twice to be fast later never pays, nor do helping threads that others need. */
const shortLived = "--js-flags=--no-opt --no-maglev --single-threaded"
let kept: Promise<Browser> | null = null

/** One for all files of this worker, which ends it when it ends itself: to start one takes longer than most pages do. */
export async function keptChromium(): Promise<Browser> {
  const start = () => (kept = launchChromium([...mayPlay, shortLived]))
  const browser = await (kept ?? start())
  return browser.isConnected() ? browser : start()
}
