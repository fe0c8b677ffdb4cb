/** Black and white, as a thermal head prints it: rows from the top, eight dots a byte, the leftmost in the highest bit. */
export interface Bitmap {
  readonly width: number
  readonly height: number
  readonly bytes: Uint8Array
}

/** An empty sheet to draw on, and whether a dot of it is black. */
export function blankBitmap(width: number, height: number): Bitmap {
  return { width, height, bytes: new Uint8Array(rowBytes(width) * height) }
}

export function rowBytes(width: number): number {
  return (width + 7) >> 3
}

export function isBlack({ width, bytes }: Bitmap, x: number, y: number): boolean {
  return ((bytes[y * rowBytes(width) + (x >> 3)] ?? 0) & (128 >> (x & 7))) !== 0
}

export function blacken({ width, bytes }: Bitmap, x: number, y: number): void {
  const place = y * rowBytes(width) + (x >> 3)
  bytes[place] = (bytes[place] ?? 0) | (128 >> (x & 7))
}

/** Made smaller so that it fits; a dot is black where more than half of what it stands for was. Never made larger. */
export function fitted(bitmap: Bitmap, maxWidth: number, maxHeight: number): Bitmap {
  const scale = Math.min(1, maxWidth / bitmap.width, maxHeight / bitmap.height)
  if (scale === 1) return bitmap
  const made = blankBitmap(
    Math.max(1, Math.floor(bitmap.width * scale)),
    Math.max(1, Math.floor(bitmap.height * scale)),
  )
  for (let y = 0; y < made.height; y++)
    for (let x = 0; x < made.width; x++) if (isMostlyBlack(bitmap, x, y, scale)) blacken(made, x, y)
  return made
}

function isMostlyBlack(bitmap: Bitmap, x: number, y: number, scale: number): boolean {
  const right = Math.min(bitmap.width, Math.ceil((x + 1) / scale))
  const below = Math.min(bitmap.height, Math.ceil((y + 1) / scale))
  let black = 0
  let all = 0
  for (let row = Math.floor(y / scale); row < below; row++)
    for (let column = Math.floor(x / scale); column < right; column++) {
      all++
      if (isBlack(bitmap, column, row)) black++
    }
  return black * 2 > all
}

/** Pixels as browsers and PNG readers give them (red, green, blue, opacity), on white paper: dark is black. */
export function bitmapOf(pixels: ArrayLike<number>, width: number, height: number): Bitmap {
  const made = blankBitmap(width, height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) if (isDark(pixels, (y * width + x) * 4)) blacken(made, x, y)
  return made
}

function isDark(pixels: ArrayLike<number>, at: number): boolean {
  const [red = 0, green = 0, blue = 0, opacity = 0] = [0, 1, 2, 3].map((part) => pixels[at + part] ?? 0)
  const light = red * 0.299 + green * 0.587 + blue * 0.114
  return 255 + (light - 255) * (opacity / 255) < 160
}
