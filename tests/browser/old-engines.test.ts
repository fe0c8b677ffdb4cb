import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { parse, tokenizer } from "acorn"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { makeOld } from "../support/old-engine.ts"
import { unknownInCss } from "../support/old-css.ts"
import {
  type BranchInBrowser,
  branchInBrowser,
  deskScreen,
  hallScreen,
  pressSpace,
  sitDown,
} from "../support/open-pages.ts"

/** Televisions of 2018: Tizen 5 and webOS 4 and later. */
const oldest = 63
/** The oldest that runs the modern build. */
const oldestModern = 105

const assets = join(import.meta.dirname, "../../display/dist/assets")
const files = readdirSync(assets)
const legacy = files.filter((file) => /-legacy.*\.js$/.test(file))
const textOf = (file: string) => readFileSync(join(assets, file), "utf8")

describe("the display's build for old televisions", () => {
  it("is there", () => {
    expect(legacy.length).toBeGreaterThan(2)
  })

  it.each(legacy)("%s has no newer syntax", (file) => {
    expect(() => parse(textOf(file), { ecmaVersion: 2018, sourceType: "script" })).not.toThrow()
    // Of 2018's expressions, Chromium 63 knows not all.
    const expressions = [...tokenizer(textOf(file), { ecmaVersion: 2018 })]
      .filter(({ type }) => type.label === "regexp")
      .map(({ start, end }) => textOf(file).slice(start, end))
    expect(() => parse(expressions.join("\n;"), { ecmaVersion: 2017 })).not.toThrow()
  })

  it.each(files.filter((file) => file.endsWith(".css")))(
    "%s has nothing newer without a fallback",
    (file) => {
      expect(unknownInCss(textOf(file), oldest)).toEqual([])
    },
  )

  it("would be told of what is newer", () => {
    const newer = [
      ".a{gap:1px}",
      ".a{inset:0}",
      ".a{width:min(1px,2px)}",
      ".a{width:1px;width:max(1px,var(--b))}",
      ".a{height:100dvh}",
      ".a{color:color-mix(in srgb,red,blue)}",
      ".a{margin-inline-start:1px}",
      ".a{aspect-ratio:1}",
      ".a{--b:clamp(1px,2px,3px)}",
      ".a{overflow:clip}",
      ".a:has(b){color:red}",
      ".a:is(b){color:red}",
      ".a:not(b,c){color:red}",
      ".a{container-type:size}",
      "@layer x{.a{color:red}}",
      "@container (width>1px){.a{color:red}}",
      ".a{& b{color:red}}",
    ]
    expect(newer.filter((css) => unknownInCss(css, oldest).length === 0)).toEqual([])
    expect(unknownInCss(".a{height:100vh;height:100dvh}@supports (gap:1px){.a{gap:1px}}", oldest)).toEqual([])
  })
})

describe("the display in an old engine", () => {
  let branch: BranchInBrowser
  let counter: Page

  beforeAll(async () => {
    branch = await branchInBrowser()
    counter = await branch.open("/counter/", deskScreen)
    await sitDown(counter, { name: "Sari Dewi", counter: "1" })
  })

  afterAll(() => branch?.close())

  it("runs the old build where the new one does not run, and is live", async () => {
    const { page, scripts, said } = await openOld(oldest)
    await page.getByText("Silakan ambil nomor").waitFor({ timeout: 30_000 })
    await takeAndCall()
    await page.locator(".call-now__number", { hasText: "A001" }).waitFor()
    expect(scripts.join()).toContain("/index-legacy-")
    expect(said.join("\n")).toContain("without: structuredClone undefined, at undefined")
    const number = await page.locator(".call-now__number").boundingBox()
    expect(number?.height).toBeGreaterThan(200)
    await page.context().close()
  })

  it("runs the new build where it can, with what came later taken away", async () => {
    const { page, scripts, said } = await openOld(oldestModern)
    await page.locator(".call-now__number", { hasText: "A001" }).waitFor({ timeout: 30_000 })
    expect(scripts.join()).not.toContain("-legacy")
    expect(said.join("\n")).toContain("without: structuredClone function, at function")
    await page.context().close()
  })

  it("runs the new build, and only that, in today's browser", async () => {
    const page = await branch.open("/display/", hallScreen)
    await page.locator(".call-now__number", { hasText: "A001" }).waitFor()
    const scripts = await page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .map(({ name }) => name)
        .join(),
    )
    expect(scripts).not.toContain("-legacy")
    expect(branch.complaints).toEqual([])
  })

  async function openOld(version: number) {
    const context = await branch.browser.newContext(hallScreen)
    await makeOld(context, version)
    const page = await context.newPage()
    const scripts: string[] = []
    const said: string[] = []
    page.on("request", (request) => scripts.push(request.url()))
    page.on("console", (message) => said.push(message.text()))
    page.on("pageerror", (error) => said.push(error.message))
    if (version < oldestModern)
      // A browser without `import.meta.resolve` refuses the first file of the modern build.
      await page.route(/\/display\/assets\/part-/, async (route) => {
        const answer = await route.fetch()
        const script = await answer.text()
        await route.fulfill({ response: answer, body: script.replace("!import.meta.resolve", "true") })
      })
    await page.goto(`${branch.server.url}/display/`)
    return { page, scripts, said }
  }

  async function takeAndCall(): Promise<void> {
    const kiosk = await branch.token("kiosk")
    await branch.post(kiosk, "/tickets", { serviceId: "setor-tarik" })
    await pressSpace(counter, "Panggil berikutnya")
  }
})
