import { mkdir } from "node:fs/promises"
import { join } from "node:path"
import type { Browser, Page } from "playwright-core"

const posterFile = "tips.png"

/** A picture such as a bank shows between calls, so that the hall's picture shows somebody's own words and no stranger's photograph. */
export async function drawPoster(browser: Browser, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const page = await browser.newPage({ viewport: { width: 1080, height: 607 } })
  await page.setContent(`<body style="margin:0;height:100vh;display:grid;align-content:center;gap:28px;padding:0 84px;box-sizing:border-box;
    background:#0d5c57;color:#fff;font:700 62px/1.15 system-ui,sans-serif"><div>Transfer dari ponsel, tanpa antre.</div>
    <div style="font-size:36px;font-weight:500;opacity:.85">Tanyakan cara mengaktifkannya di loket mana pun.</div></body>`)
  await page.screenshot({ path: join(folder, posterFile) })
  await page.close()
}

/** As the demo's manager, at the branch office's page. */
export async function showPoster(office: Page): Promise<void> {
  await office.getByRole("button", { name: "Masuk sebagai manajer demo" }).click()
  await office.getByRole("navigation").waitFor()
  const status = await office.evaluate(async (file) => {
    const path = "/v1/branches/demo/plan"
    const { plan } = (await (await fetch(path)).json()) as { plan: object }
    const hall = {
      media: [{ file, seconds: 600 }],
      ticker: [
        { text: { id: "Bank tidak pernah meminta PIN Anda.", en: "The bank never asks for your PIN." } },
      ],
    }
    const answer = await fetch(path, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ plan: { ...plan, hall } }),
    })
    return answer.status
  }, posterFile)
  if (status >= 400) throw new Error(`The plan was refused: ${status}`)
}
