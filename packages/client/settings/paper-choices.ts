import type { SettingsOpened } from "@giliran/contract/machine-settings"
import type { DeviceSettings } from "../device-settings.ts"
import type { Phrases } from "../phrases.ts"
import type { MachineChoice } from "./choice-row.tsx"
import type { settingsPhrases } from "./settings-phrases.ts"

type PaperSettings = Pick<DeviceSettings, "printer" | "print">

/** A way to paper that staff can choose: as one word, and as the machine keeps it. */
export interface PaperChoice extends MachineChoice<string> {
  readonly settings: PaperSettings
}

/** Every way that a kiosk of this branch has; a further one is a line more here. */
export const paperChoices = (
  { printers }: SettingsOpened,
  t: Phrases<typeof settingsPhrases>,
): readonly PaperChoice[] => [
  { value: "none", words: t.paperNone, settings: {} },
  ...printers.map(({ id, paperMm }) => ({
    value: `printer ${id}`,
    words: t.paperPrinter({ printer: id }),
    note: `${paperMm} mm`,
    settings: { printer: id },
  })),
  { value: "usb", words: t.paperUsb, settings: { print: "usb" } },
  { value: "serial", words: t.paperSerial, settings: { print: "serial" } },
  { value: "browser", words: t.paperBrowser, note: t.paperBrowserNote, settings: { print: "browser" } },
]

/** Which of them it is. */
export const chosenPaper = ({ print, printer }: PaperSettings): string =>
  print ?? (printer === undefined ? "none" : `printer ${printer}`)
