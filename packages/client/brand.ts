import type { Brand } from "@giliran/contract/plan"

export type Theme = "light" | "contrast" | "dark"

/**
 * A bank's two colours, made safe to read. The plan gives any colour; the words on it become black or white, whichever
 * reads better, and the brand as words on paper is mixed with ink until it reads: 4.5:1, in high contrast 7:1.
 */
export const paintBrand = (brand: Brand | null, theme: Theme): void => {
  const { style } = document.documentElement
  const given = { ...brandColours(brand?.brand, theme), ...callColours(brand?.call) }
  for (const name of [
    "--brand",
    "--on-brand",
    "--on-brand-soft",
    "--brand-ink",
    "--brand-tint",
    "--call",
    "--on-call",
  ]) {
    const value = given[name]
    if (value === undefined) style.removeProperty(name)
    else style.setProperty(name, value)
  }
}

type Colours = Readonly<Record<string, string>>
type Rgb = readonly [number, number, number]

const paperOf = { light: "#faf8f3", contrast: "#ffffff", dark: "#12211e" }
const inkOf = { light: "#10211f", contrast: "#000d0b", dark: "#f5f2ea" }

const brandColours = (colour: string | undefined, theme: Theme): Colours => {
  if (colour === undefined) return {}
  const least = theme === "contrast" ? 7 : 4.5
  // As a ground it carries words, so it too must reach the least with black or white on it.
  const ground =
    theme === "contrast" && contrast(colour, "#ffffff") < 7
      ? readable(colour, "#ffffff", "#000000", 7)
      : colour
  const onGround = betterOn(ground)
  const asWords = readable(colour, paperOf[theme], inkOf[theme], least)
  return {
    "--brand": ground,
    "--on-brand": onGround,
    "--on-brand-soft": readable(mix(ground, onGround, 0.82), ground, onGround, least),
    "--brand-ink": asWords,
    "--brand-tint": mix(paperOf[theme], colour, theme === "dark" ? 0.25 : 0.09),
  }
}

const callColours = (colour: string | undefined): Colours =>
  colour === undefined ? {} : { "--call": colour, "--on-call": betterOn(colour) }

const betterOn = (ground: string): string =>
  contrast(ground, "#ffffff") >= contrast(ground, "#10211f") ? "#ffffff" : "#10211f"

/** `colour` moved towards `ink` in steps until it reads on `paper`. */
const readable = (colour: string, paper: string, ink: string, least: number): string => {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = mix(colour, ink, share)
    if (contrast(mixed, paper) >= least) return mixed
  }
  return ink
}

const mix = (from: string, to: string, share: number): string => {
  const [a, b] = [rgb(from), rgb(to)]
  const channel = (index: 0 | 1 | 2) =>
    Math.round(a[index] + (b[index] - a[index]) * share)
      .toString(16)
      .padStart(2, "0")
  return `#${channel(0)}${channel(1)}${channel(2)}`
}

/** WCAG's contrast of two colours, 1 to 21. */
const contrast = (one: string, other: string): number => {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

const luminance = (colour: string): number => {
  const [red, green, blue] = rgb(colour)
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

const rgb = (colour: string): Rgb => {
  const value = Number.parseInt(colour.slice(1), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}

const linear = (value: number) => {
  const share = value / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}
