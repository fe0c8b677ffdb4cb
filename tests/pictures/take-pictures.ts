import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type BrowserContextOptions, type Page } from "playwright-core"
import { pino } from "pino"
import { startServer } from "../../server/start-server.ts"
import { configOf } from "../support/config-of.ts"
import { launchChromium } from "../support/chromium.ts"
import { readQrCode } from "../support/qr-code.ts"
import { wideLimits } from "../support/wide-limits.ts"
import { liveThroughMorning, morningClock } from "./branch-morning.ts"
import { liveThroughOffice } from "./office-morning.ts"
import { drawPoster, showPoster } from "./poster.ts"

/** `pnpm pictures`: the README's pictures, taken of the real pages on the real server. Build the apps first. */
const folder = join(import.meta.dirname, "../../docs/pictures")
const dataDir = await mkdtemp(join(tmpdir(), "giliran-pictures-"))
const clock = morningClock()
const server = await startServer({
  config: configOf({ PORT: "0", DATA_DIR: dataDir, LOG_LEVEL: "error", ...wideLimits }),
  log: pino({ level: "error" }),
  world: clock.world,
})
const browser = await launchChromium()
const counter = await open("/counter/", { viewport: { width: 1180, height: 720 }, deviceScaleFactor: 1 })
try {
  await mkdir(folder, { recursive: true })
  await drawPoster(browser, join(dataDir, "media", "demo"))
  // Printed by the real template, drawn from the very bytes (tests/server/printing.test.ts).
  await copyFile(join(import.meta.dirname, "../support/papers/ticket-id-80.png"), join(folder, "paper.png"))
  await liveThroughMorning({ url: server.url, token }, (minutes) => clock.passMinutes(minutes))

  const kiosk = await open("/kiosk/", { viewport: { width: 1080, height: 1920 } })
  const display = await open("/display/", { viewport: { width: 1920, height: 1080 } })
  await take(kiosk, "kiosk")
  await kiosk.getByText("Setoran & Tarik Tunai").click()
  await kiosk.getByText("Nomor Anda", { exact: true }).waitFor()
  await take(kiosk, "kiosk-ticket")

  const phone = await open("/ticket/" + new URL(await readQrCode(kiosk)).hash, {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 1,
  })
  await phone.getByText("di depan Anda").waitFor()
  await take(phone, "phone")
  await kiosk.getByRole("button", { name: "Selesai" }).click()

  await counter.getByLabel("Nama Anda").fill("Sari Dewi")
  await counter.getByLabel("Nomor pegawai").fill("sari.dewi")
  await counter.getByText("Loket 2").click()
  await pressSpace("Panggil berikutnya")
  await display
    .getByText(/loket 2/i)
    .first()
    .waitFor()
  // Past the two pulses of a call that arrives.
  await display.waitForTimeout(5_000)
  await take(display, "display")
  const desk = { viewport: { width: 1180, height: 640 }, deviceScaleFactor: 1 }
  await showPoster(await open("/office/", desk))
  const upright = await open("/display/?theme=light", { viewport: { width: 1080, height: 1920 } })
  const panel = await open("/display/?counter=2", { viewport: { width: 800, height: 480 } })
  await upright.locator(".media img").waitFor()
  await counter.keyboard.press("r")
  await upright.locator(".caption[data-shown]").waitFor()
  await upright.waitForTimeout(3_000)
  await take(upright, "display-upright")
  await take(panel, "display-counter")
  await pressSpace("Layani")
  clock.passMinutes(3)
  await kiosk.getByText("Kartu & E-Banking").click()
  await counter.getByRole("button", { name: /Selesai & panggil/ }).waitFor()
  await take(counter, "counter")

  const office = await open("/office/", desk)
  await liveThroughOffice(office, server.url)
  await office.goto(`${server.url}/office/#staff`)
  await office.goto(`${server.url}/office/#screens`)
  await office.getByText("PC Loket 2").waitFor()
  await take(office, "office-screens")
  await office.getByRole("link", { name: "Suara" }).click()
  await office.getByRole("heading", { name: "Suara" }).waitFor()
  await take(office, "office-voice")
  await office.getByRole("link", { name: "Audit" }).click()
  await office.getByText("menambahkan petugas").first().waitFor()
  await take(office, "office-audit")
} finally {
  await browser.close()
  await server.stop()
  await rm(dataDir, { recursive: true })
}

async function pressSpace(label: string): Promise<void> {
  await counter.locator(".primary__button:not([aria-busy='true'])", { hasText: label }).waitFor()
  await counter.waitForTimeout(400)
  await counter.keyboard.press("Space")
}

async function open(path: string, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({
    deviceScaleFactor: 0.5,
    ...options,
    locale: "id-ID",
    timezoneId: "Asia/Jakarta",
  })
  const page = await context.newPage()
  await page.goto(server.url + path)
  await page.waitForLoadState("networkidle")
  return page
}

async function take(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(1_500)
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

async function token(screen: "kiosk" | "counter"): Promise<string> {
  const answer = await fetch(`${server.url}/v1/demo/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ screen }),
  })
  return ((await answer.json()) as { token: string }).token
}
