// Over a minute: calls are heard and read in two languages at the pace of speech.
import { useHouse } from "../support/house.ts"
import type { CounterView } from "@giliran/contract/counter-view"
import type { Page } from "playwright-core"
import { afterEach, describe, expect, it } from "vitest"
import { callerOf } from "../support/caller.ts"
import { type BranchInBrowser, branchInBrowser, hallScreen } from "../support/open-pages.ts"
import type { BranchId } from "@giliran/contract/basics"

let branch: BranchInBrowser | undefined

afterEach(() => branch?.close())

describe("a display that may sound", () => {
  it(
    "is heard after the view with the call, each call once, in both languages, with its words to be read",
    { timeout: 120_000 },
    async () => {
      branch = await branchInBrowser()
      const display = await branch.open("/display/", hallScreen)
      await listen(display)
      await display.locator(".strip").waitFor()
      await voicesAreThere(display, 2)
      const heard: number[] = []
      for (let turn = 0; turn < 2; turn++) {
        await call(branch, turn + 1)
        const number = `A00${turn + 1}`
        await display.locator(".caption[lang='id']", { hasText: number }).waitFor()
        await display.locator(".caption[lang='en']", { hasText: number }).waitFor({ timeout: 30_000 })
        await display.locator(".caption:not([data-shown])").waitFor({ state: "attached", timeout: 30_000 })
        heard.push(await firstSoundMs(display))
      }
      expect(Math.min(...heard)).toBeGreaterThan(0)
      expect(branch.complaints).toEqual([])
    },
  )
})

describe("a display that may not sound before somebody touches it", () => {
  it("calls by its words and its whole glass, says so to the server, and sounds from the first touch on", async () => {
    branch = await branchInBrowser({}, [])
    const display = await branch.open("/display/", hallScreen)
    await listen(display)
    await display.getByText("Suara mati").waitFor()
    const supervisor = await supervisorOf(branch)
    await untilTrouble(supervisor, "suara mati, sentuh layarnya sekali")
    await call(branch, 1)
    await display.locator(".caption[lang='id']", { hasText: "Nomor antrean A001" }).waitFor()
    expect(await display.locator(".hall[data-flash]").count()).toBe(1)
    expect(await firstSoundMs(display)).toBeNaN()
    await display.locator(".caption:not([data-shown])").waitFor({ state: "attached", timeout: 30_000 })
    expect(await display.locator(".hall[data-flash]").count()).toBe(0)

    await display.mouse.click(960, 540)
    await display.getByText("Suara mati").waitFor({ state: "detached" })
    await untilTrouble(supervisor, null)
    await call(branch, 2)
    await display.locator(".caption", { hasText: "A002" }).waitFor()
    expect(await display.locator(".hall[data-flash]").count()).toBe(0)
    expect(await firstSoundMs(display)).toBeGreaterThan(0)
  })

  it("is well when the touch comes in the middle of a call that nobody hears", async () => {
    branch = await branchInBrowser({}, [])
    const display = await branch.open("/display/", hallScreen)
    await display.getByText("Suara mati").waitFor()
    const supervisor = await supervisorOf(branch)
    await call(branch, 1)
    await display.locator(".hall[data-flash]").waitFor()
    await display.mouse.click(960, 540)
    await display.getByText("Suara mati").waitFor({ state: "detached" })
    await display.locator(".caption:not([data-shown])").waitFor({ state: "attached", timeout: 30_000 })
    // Twice as long as the server gathers what screens report: what was said at the call's end has come.
    await display.waitForTimeout(2_000)
    await untilTrouble(supervisor, null)
    expect(await display.locator(".hall[data-flash]").count()).toBe(0)
  })

  it("and whose sound is broken for good: it begins anew with another", async () => {
    branch = await branchInBrowser()
    const display = await branch.open("/display/", { ...hallScreen, ownsTime: true })
    await breakSound(display, 1)
    await display.reload()
    await display.getByText("Suara mati").waitFor()
    await display.clock.fastForward(5_000)
    await display.getByText("Suara mati").waitFor({ state: "detached" })
    await untilTrouble(await supervisorOf(branch), null)
    expect(await display.locator("html").getAttribute("data-asked")).toBe("1")
  })

  it("and whose browser refuses to play: it is tried again, shown, and reported as failed", async () => {
    branch = await branchInBrowser({}, [])
    const display = await branch.open("/display/", { ...hallScreen, ownsTime: true })
    await breakSound(display, 100)
    await display.reload()
    const askedAgain = async (count: number) => {
      await display.clock.fastForward(5_000)
      await display.waitForFunction(
        (least) => Number(document.documentElement.dataset["asked"]) >= least,
        count,
      )
    }
    await display.locator("html[data-asked]").waitFor({ state: "attached" })
    await askedAgain(2)
    await askedAgain(3)
    await untilTrouble(await supervisorOf(branch), "suara gagal, periksa pengeras suara")
    await call(branch, 1)
    await display.locator(".caption[lang='id']", { hasText: "Nomor antrean A001" }).waitFor()
    expect(await display.locator(".hall[data-flash]").count()).toBe(1)
    await askedAgain(4)
  })
})

/** The first contexts of the page never run and refuse to, and how often they were asked stands in `data-asked`. */
async function breakSound(page: Page, broken: number): Promise<void> {
  await page.addInitScript((last) => {
    let made = 0
    let asked = 0
    const Original = AudioContext
    window.AudioContext = class extends Original {
      readonly isBroken = ++made <= last
      override get state() {
        return this.isBroken ? "suspended" : super.state
      }
      override async resume() {
        if (!this.isBroken) return super.resume()
        asked += 1
        document.documentElement.dataset["asked"] = String(asked)
        throw new DOMException("There is no loudspeaker", "NotAllowedError")
      }
    }
  }, broken)
}

/** Notes when each view comes and when each sound begins, both by the page's clock. */
async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const noted = { views: [] as number[], sounds: [] as number[] }
    Object.assign(window, { noted })
    // oxlint-disable-next-line typescript/unbound-method -- it is called with its node
    const { start } = AudioBufferSourceNode.prototype
    AudioBufferSourceNode.prototype.start = function (when = 0, ...rest) {
      noted.sounds.push(performance.now() + (when - this.context.currentTime) * 1_000)
      start.call(this, when, ...rest)
    }
    const Original = WebSocket
    window.WebSocket = class extends Original {
      constructor(...given: ConstructorParameters<typeof WebSocket>) {
        super(...given)
        this.addEventListener("message", () => noted.views.push(performance.now()))
      }
    }
  })
  await page.reload()
}

/** From the last view that came before the last call's first sound; NaN where there was no sound. */
async function firstSoundMs(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { noted } = window as unknown as { noted: { views: number[]; sounds: number[] } }
    const first = noted.sounds[0] ?? Number.NaN
    const came = noted.views.findLast((at) => at < first) ?? Number.NaN
    noted.sounds.length = 0
    return first - came
  })
}

async function voicesAreThere(page: Page, count: number): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("manifest.json")).length >=
        wanted &&
      performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".mp3")).length >= 100,
    count,
  )
  await page.waitForTimeout(500)
}

async function call(at: BranchInBrowser, turn: number): Promise<void> {
  const kiosk = await at.token("kiosk")
  await at.post(kiosk, "/tickets", { serviceId: "setor-tarik" })
  const teller = await at.token("counter")
  if (turn === 1) await at.post(teller, "/counters/1/open")
  const { ticket } = (await at.post(teller, "/counters/1/call-next")) as { ticket: { id: string } }
  await at.post(teller, `/tickets/${ticket.id}/serve`)
  await at.post(teller, `/tickets/${ticket.id}/finish`)
}

async function supervisorOf({ databaseUrl, server }: BranchInBrowser) {
  const { token } = await useHouse(databaseUrl, (ledger) =>
    ledger.grant(
      { role: "supervisor", branchId: "demo" as BranchId, label: "test" },
      { actor: "test", address: "here" },
    ),
  )
  return callerOf(server.url, token, "demo")
}

/** Of a screen of the demo; null is none. */
async function untilTrouble(supervisor: ReturnType<typeof callerOf>, words: string | null): Promise<void> {
  await expect
    .poll(
      async () => {
        const { troubles } = (await supervisor.get("/views/counter?counter=1")).body as CounterView
        return troubles.flatMap((device) => device.troubles.map((trouble) => trouble.words.id)).join() || null
      },
      { timeout: 30_000, interval: 300 },
    )
    .toBe(words)
}
