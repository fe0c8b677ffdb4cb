import { counterIdForm, paperWidths, printerIdForm, slugForm } from "@giliran/contract/written-forms"
import type { Theme } from "./brand.ts"
import { heardLanguage, type ScreenLanguage } from "./spoken-languages.ts"

/**
 * What staff set on one machine, and no plan can know: kept in its browser, and overruled by the page's address for as long as
 * that page is open (`/display/?zone=lantai-2&theme=light`). A setting that nobody made is left out.
 */
export interface DeviceSettings {
  readonly theme?: Theme
  readonly language?: ScreenLanguage
  /** Which part of the branch a display shows: the id of a zone of the plan. */
  readonly zone?: string
  /** A display that stands at one counter and shows what is called there. */
  readonly counter?: string
  /** The network printer that a kiosk prints on: the id of a printer of the plan. Left out, numbers are carried by the screen. */
  readonly printer?: string
  /**
   * A printer at the kiosk itself, in place of one on the network: on a USB or serial cable, and the page speaks to it; or the machine's
   * usual one, on which the browser prints.
   */
  readonly print?: "usb" | "serial" | "browser"
  /** Of that printer, in millimetres; 80 when nobody says. */
  readonly paperWidth?: (typeof paperWidths)[number]
  /** What a printer on a cable understands; `escpos` when nobody says. */
  readonly printerLanguage?: "escpos" | "star"
  /** Of a serial cable, as its printer is set; 115200 when nobody says: at 9600 a ticket takes twenty seconds. */
  readonly baudRate?: (typeof baudRates)[number]
  /** A serial cable that has the wires for it (RTS and CTS), and a printer that uses them; neither when nobody says. */
  readonly flowControl?: "hardware"
  /** Of its glass: how long a CSS pixel is. Left out, a panel of 1080 by 1920 of 18 inches or more. */
  readonly millimetresPerPixel?: number
  /** A kiosk with a socket for headphones, which begins to speak when they are put in. */
  readonly headphones?: "on"
}

/** Of serial printers. */
export const baudRates = [9600, 19200, 38400, 57600, 115200] as const

/** What a machine's own printer is when nobody says. */
export const usualPrinter = {
  paperWidth: 80,
  printerLanguage: "escpos",
  baudRate: 115200,
} as const satisfies DeviceSettings

/** One setting, as kept or as written in an address; undefined for nonsense, as if nobody had said it. */
type Reader<Value> = (told: unknown) => Value | undefined

type Readers = { readonly [Name in keyof DeviceSettings]-?: Reader<NonNullable<DeviceSettings[Name]>> }

const readers: Readers = {
  theme: oneOf("light", "contrast", "dark"),
  language: heardLanguage,
  zone: textLike(slugForm),
  counter: textLike(counterIdForm),
  printer: textLike(printerIdForm),
  print: oneOf("usb", "serial", "browser"),
  paperWidth: numberOf(paperWidths),
  printerLanguage: oneOf("escpos", "star"),
  baudRate: numberOf(baudRates),
  flowControl: oneOf("hardware"),
  millimetresPerPixel: (told) => {
    const length = typeof told === "string" ? Number.parseFloat(told) : told
    return typeof length === "number" && length >= 0.05 && length <= 1 ? length : undefined
  },
  headphones: oneOf("on"),
}

const storageKey = "giliran.device"

/** As this page is to behave: the machine's settings, overruled by the address. */
export const deviceSettings = (): DeviceSettings => ({
  ...keptSettings(),
  ...settingsFrom(Object.fromEntries(new URLSearchParams(location.search))),
})

/** Whatever of `told` is a setting and makes sense. */
export const settingsFrom = (told: unknown): DeviceSettings => {
  if (typeof told !== "object" || told === null) return {}
  const given = told as Readonly<Record<string, unknown>>
  return Object.fromEntries(
    Object.entries(readers).flatMap(([name, read]) => {
      const value = read(given[name])
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

/** The machine's own, without the address: what a settings page shows and changes. */
export const keptSettings = (storage?: Pick<Storage, "getItem">): DeviceSettings => {
  try {
    return settingsFrom(JSON.parse((storage ?? localStorage).getItem(storageKey) ?? "null"))
  } catch {
    // A browser that keeps nothing, or somebody wrote there by hand.
    return {}
  }
}

/** False when this browser keeps nothing. */
export const keepSettings = (settings: DeviceSettings, storage?: Pick<Storage, "setItem">): boolean => {
  try {
    ;(storage ?? localStorage).setItem(storageKey, JSON.stringify(settingsFrom(settings)))
    return true
  } catch {
    return false
  }
}

function oneOf<Value extends string>(...values: readonly Value[]): Reader<Value> {
  return (told) => values.find((value) => value === told)
}

/** A number as kept, text in an address. */
function numberOf<Value extends number>(values: readonly Value[]): Reader<Value> {
  return (told) => values.find((value) => String(value) === String(told))
}

function textLike(shape: RegExp): Reader<string> {
  return (told) => (typeof told === "string" && shape.test(told) ? told : undefined)
}
