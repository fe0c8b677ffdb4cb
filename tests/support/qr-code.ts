import jsQR from "jsqr"
import type { Page } from "playwright-core"
import { PNG } from "pngjs"

/** Reads the page's QR code as a camera would: from its pixels. */
export async function readQrCode(page: Page): Promise<string> {
  return readQrIn(await page.getByRole("img", { name: /QR/i }).screenshot())
}

/** The QR code of a picture. */
export function readQrIn(png: Buffer): string {
  const { data, width, height } = PNG.sync.read(png)
  const code = jsQR.default(Uint8ClampedArray.from(data), width, height)
  if (!code) throw new Error("No QR code can be read")
  return code.data
}
