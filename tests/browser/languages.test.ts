// Over 20 s: an app is built with a further language, and a visit goes through it.
import { useHouse } from "../support/house.ts"
import { mkdtempSync, readFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { extname, join } from "node:path"
import type { Plan } from "@giliran/contract/plan"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { build } from "vite"
import { demoBranchId, demoPlan } from "../../server/demo/seed.ts"
import { type BranchInBrowser, branchInBrowser, kioskScreen, phoneScreen } from "../support/open-pages.ts"
import { picture } from "../support/picture.ts"
import { readQrCode } from "../support/qr-code.ts"
import { violations } from "../support/violations.ts"

let branch: BranchInBrowser

beforeAll(async () => {
  // A page that the test hands out itself counts as a stranger to this machine's server.
  branch = await branchInBrowser({}, ["--disable-features=LocalNetworkAccessChecks"])
})

afterAll(() => branch?.close())

describe("a language more, by one file", () => {
  let kioskDist = ""
  let phoneDist = ""
  let kiosk: Page

  beforeAll(async () => {
    const languages = join(import.meta.dirname, "../support/languages")
    kioskDist = await appWith("kiosk", languages)
    phoneDist = await appWith("phone", languages)
    kiosk = await openBuilt("/kiosk/", kioskScreen)
  })

  it("is offered by the kiosk by its own name, beside the other two", async () => {
    await kiosk.getByRole("button", { name: "Bahasa", exact: true }).click()
    const names = kiosk.getByRole("dialog").getByRole("button")
    expect(await names.allInnerTexts()).toEqual(["Bahasa Indonesia", "English", "Basa Jawa"])
    expect(await violations(kiosk)).toEqual([])
    await picture(kiosk, "kiosk-languages")
  })

  it("is loaded when it is chosen, and says what it has; what it has not is said in Indonesian", async () => {
    expect(await loadedCatalogues(kiosk)).toBe(0)
    await kiosk.getByRole("button", { name: "Basa Jawa" }).click()
    await kiosk.getByText("Badhe dipun ladosi punapa dinten punika?").waitFor()
    expect(await loadedCatalogues(kiosk)).toBe(1)
    expect(await kiosk.locator("html").getAttribute("lang")).toBe("jv")
    expect(await kiosk.getByText("Prioritas & kebutuhan khusus").isVisible()).toBe(true)
    expect(await kiosk.getByText(/^Bikak ngantos tengah dalu ·/).isVisible()).toBe(true)
    await picture(kiosk, "kiosk-jv")
  })

  it("is the ticket's own, and the phone's, where it can be left by a list", async () => {
    await branch.post(await branch.token("kiosk"), "/tickets", { serviceId: "setor-tarik" })
    await kiosk.getByText("Setoran & Tarik Tunai").click()
    await kiosk.getByText("1 tiyang wonten ngajeng panjenengan").waitFor()
    const link = await readQrCode(kiosk)
    const phone = await openBuilt(link, phoneScreen)
    await phone.getByText("Nomer panjenengan").waitFor()
    const list = phone.getByRole("combobox", { name: "Bahasa" })
    expect(await list.locator("option").allInnerTexts()).toEqual(["Bahasa Indonesia", "English", "Basa Jawa"])
    expect(await violations(phone)).toEqual([])
    await picture(phone, "phone-jv")
    await list.selectOption("English")
    await phone.getByText("Your number").waitFor()
  })

  /** The page as built with the further language; everything else is the server's. */
  async function openBuilt(path: string, options: object): Promise<Page> {
    const page = await branch.open("/healthz", options)
    await page.context().route(/\/(?:kiosk|ticket)\/(?:assets\/.*)?$/, async (route) => {
      const asked = new URL(route.request().url()).pathname.split("/").slice(2).join("/")
      const app = route.request().url().includes("/ticket/") ? phoneDist : kioskDist
      const file = join(app, asked === "" ? "index.html" : asked)
      await route.fulfill({ body: readFileSync(file), contentType: contentTypes[extname(file)] ?? "" })
    })
    await page.goto(new URL(path, branch.server.url).href)
    return page
  }
})

describe("a bank's own words", () => {
  it("PLAN-5: are on the kiosk as soon as the plan has them, plurals and all, and gone when it has not", async () => {
    const kiosk = await branch.open("/kiosk/", kioskScreen)
    await kiosk.getByText("Mau dilayani apa hari ini?").waitFor()
    await changePlan({
      id: {
        "kiosk.invite": "Apa yang bisa kami bantu?",
        "kiosk.waiting": "{count, plural, =1 {satu nasabah} other {# nasabah}}",
      },
      en: { "kiosk.invite": "What can we do for you?" },
    })
    await kiosk.getByText("Apa yang bisa kami bantu?").waitFor()
    await branch.post(await branch.token("kiosk"), "/tickets", { serviceId: "valas" })
    await kiosk.getByText("satu nasabah").waitFor()
    await picture(kiosk, "kiosk-own-words")
    await kiosk.getByRole("button", { name: "English" }).click()
    await kiosk.getByText("What can we do for you?").waitFor()
    await changePlan(undefined)
    await kiosk.getByText("How may we help you today?").waitFor()
    expect(branch.complaints).toEqual([])
  })
})

describe("a language that no screen speaks", () => {
  it("is said once, and the usual one is spoken", async () => {
    const page = await branch.open("/healthz", kioskScreen)
    const said: string[] = []
    page.on("console", (message) => said.push(`${message.type()}: ${message.text()}`))
    await page.goto(`${branch.server.url}/display/?language=xx`)
    await page
      .getByText("Silakan ambil nomor.")
      .or(page.getByText("Perkiraan waktu tunggu"))
      .first()
      .waitFor()
    expect(await page.locator("html").getAttribute("lang")).toBe("id")
    expect(said.filter((words) => words.includes("xx"))).toEqual([
      'warning: This screen does not speak "xx".',
    ])
  })
})

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
}

/** Builds an app as `pnpm build` does, with a folder of further languages. */
async function appWith(app: "kiosk" | "phone", folder: string): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), `giliran-${app}-`))
  const root = join(import.meta.dirname, "../..", app)
  process.env["GILIRAN_LANGUAGES"] = folder
  try {
    await build({
      root,
      configFile: join(root, "vite.config.ts"),
      logLevel: "error",
      build: { outDir, emptyOutDir: true },
    })
  } finally {
    delete process.env["GILIRAN_LANGUAGES"]
  }
  return outDir
}

const loadedCatalogues = (page: Page): Promise<number> =>
  page.evaluate(
    () => performance.getEntriesByType("resource").filter(({ name }) => /\/assets\/jv-/.test(name)).length,
  )

async function changePlan(phrases: Plan["phrases"]): Promise<void> {
  const manager = await useHouse(branch.databaseUrl, async (ledger) => {
    const key = { role: "manager", branchId: demoBranchId, label: "test" } as const
    return (await ledger.grant(key, { actor: "test", address: "here" })).token
  })
  const answer = await fetch(`${branch.server.url}/v1/branches/demo/plan`, {
    method: "PUT",
    headers: { authorization: `Bearer ${manager}`, "content-type": "application/json" },
    body: JSON.stringify({ plan: { ...demoPlan, ...(phrases && { phrases }) } }),
  })
  expect(answer.status).toBe(200)
}
