import jsQR from "jsqr"
import type { Page } from "playwright-core"

/** Reads the page's QR code as a camera would: from its pixels. */
export async function readQrCode(page: Page): Promise<string> {
  return readQrIn(page, await page.getByRole("img", { name: /QR/i }).screenshot())
}

/** The QR code of a picture; the page only unpacks it. */
export async function readQrIn(page: Page, png: Buffer): Promise<string> {
  const { pixels, width, height } = await page.evaluate(async (base64) => {
    const image = new Image()
    image.src = `data:image/png;base64,${base64}`
    await image.decode()
    const canvas = document.createElement("canvas")
    canvas.width = image.width
    canvas.height = image.height
    const context = canvas.getContext("2d")
    if (!context) throw new Error("No canvas here")
    context.drawImage(image, 0, 0)
    const { data } = context.getImageData(0, 0, image.width, image.height)
    return { pixels: Array.from(data), width: image.width, height: image.height }
  }, png.toString("base64"))
  const code = jsQR.default(Uint8ClampedArray.from(pixels), width, height)
  if (!code) throw new Error("No QR code can be read")
  return code.data
}
