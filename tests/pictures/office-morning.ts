import type { Page } from "playwright-core"
import { newDevice } from "../support/device.ts"

/** The demo's manager at the branch office's page, after a believable morning of screens and staff. */
export async function liveThroughOffice(page: Page, url: string): Promise<void> {
  await page.getByRole("button", { name: "Masuk sebagai manajer demo" }).click()
  await page.getByRole("navigation").waitFor()
  for (const [kind, name, counterId] of [
    ["kiosk", "Kiosk pintu depan"],
    ["display", "TV ruang tunggu"],
    ["counter", "PC Loket 1", "1"],
    ["counter", "PC Loket 2", "2"],
  ] as const) {
    const device = await newDevice()
    const { body } = await device.begin(url, kind)
    await post(page, "/devices", { code: body.userCode, name, ...(counterId && { counterId }) })
    const paired = await device.pollPatiently(url, body.deviceCode)
    const looksAt = kind === "counter" ? "counters" : `views/${kind}`
    await fetch(`${url}/v1/branches/demo/${looksAt}`, {
      headers: { authorization: `Bearer ${paired.body.token}` },
    })
  }
  for (const [staffId, name, role] of [
    ["sari.dewi", "Sari Dewi", "teller"],
    ["rangga", "Rangga Putra", "teller"],
    ["made.w", "Made Wirawan", "supervisor"],
    ["intan", "Intan Lestari", "greeter"],
  ] as const)
    await post(page, "/staff", { staffId, name, grants: [{ branchId: "demo", role }] })
}

/** As the page itself would, with its own session. */
async function post(page: Page, path: string, body: object): Promise<void> {
  const status = await page.evaluate(
    async ([to, json]) => {
      const answer = await fetch(`/v1/branches/demo${to}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: json ?? "",
      })
      return answer.status
    },
    [path, JSON.stringify(body)],
  )
  if (status >= 400) throw new Error(`${path}: ${status}`)
}
