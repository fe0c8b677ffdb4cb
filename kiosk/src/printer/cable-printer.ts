import { deviceSettings, usualPrinter } from "@giliran/client/device-settings"
import { keepPrinter, type KeptPrinter } from "./keep-printer.ts"
import { serialPrinters } from "./serial-cable.ts"
import { usbPrinters } from "./usb-cable.ts"

const { print, printerLanguage, baudRate, flowControl = "none" } = { ...usualPrinter, ...deviceSettings() }

/** The printer on the cable that this machine's settings name. Loaded by a kiosk that has one, and looked after from then on. */
export const cablePrinter: KeptPrinter = keepPrinter(
  print === "serial" ? serialPrinters({ baudRate, flowControl }) : usbPrinters,
  printerLanguage,
)
