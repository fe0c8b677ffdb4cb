import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type BranchInBrowser, branchInBrowser, hallScreen } from "../support/open-pages.ts"

describe("a call that arrives", () => {
  let branch: BranchInBrowser
  let staff: string
  let kiosk: string

  beforeAll(async () => {
    branch = await branchInBrowser()
    staff = await branch.token("counter")
    kiosk = await branch.token("kiosk")
    await branch.post(staff, "/counters/1/open")
  })

  afterAll(() => branch?.close())

  it("moves only what a graphics chip moves by itself", async () => {
    const page = await branch.open("/display/", hallScreen)
    await page.locator(".hall").waitFor()
    await branch.post(kiosk, "/tickets", { serviceId: "setor-tarik" })
    await branch.post(staff, "/counters/1/call-next")
    await page.waitForFunction(() => document.getAnimations().length > 0)
    const properties = await animatedIn(page)
    expect(properties.length).toBeGreaterThan(0)
    expect(properties.filter((name) => name !== "transform" && name !== "opacity")).toEqual([])
    await page.context().close()
  })
})

/** What running animations of the page change. */
function animatedIn(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    document
      .getAnimations()
      .flatMap(({ effect }) =>
        (effect instanceof KeyframeEffect ? effect.getKeyframes() : []).flatMap((keyframe) =>
          Object.keys(keyframe).filter(
            (name) => !["offset", "computedOffset", "easing", "composite"].includes(name),
          ),
        ),
      ),
  )
}
