import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { VoiceManifest } from "@giliran/contract/voice-pack"
import type { Browser, Page } from "playwright-core"
import { build } from "vite"

const root = join(import.meta.dirname, "../..")
const packs = join(root, "server/voices/packs")

export const builtInManifests: readonly VoiceManifest[] = ["id", "en"].map((language) =>
  VoiceManifest.parse(JSON.parse(readFileSync(join(packs, language, "manifest.json"), "utf8"))),
)

/** A page of a real browser, at a place where the packs lie, with `lab`, everything that the support file of that name exports. */
export async function labPage(browser: Browser, file = "voice-lab.ts"): Promise<Page> {
  const built = await build({
    configFile: false,
    logLevel: "silent",
    root,
    build: {
      write: false,
      minify: false,
      lib: { entry: join(import.meta.dirname, file), formats: ["iife"], name: "lab" },
    },
  })
  const [bundle] = [built].flat()
  if (!bundle || !("output" in bundle)) throw new Error("The lab was not built")
  const page = await (await browser.newContext()).newPage()
  await page.route("http://lab.test/**", async (route) => {
    const { pathname } = new URL(route.request().url())
    const clip = join(packs, pathname)
    await (pathname === "/" || !existsSync(clip)
      ? route.fulfill({ status: pathname === "/" ? 200 : 404, contentType: "text/html", body: "" })
      : route.fulfill({ path: clip }))
  })
  await page.goto("http://lab.test/")
  await page.addScriptTag({ content: bundle.output[0].code })
  return page
}
