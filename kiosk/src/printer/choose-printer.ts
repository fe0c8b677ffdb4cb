/// <reference types="w3c-web-serial" />
/// <reference types="w3c-web-usb" />

/** Of a USB interface: what is no printer is not offered. */
const printerClass = 7

/** What came of asking the browser for a printer. `no-such-thing`: this browser or this page may use no such cable. */
export type PrinterChoice = "chosen" | "nothing-chosen" | "no-such-thing"

/**
 * Lets the browser ask which device is the printer, where no policy allows it already. By a touch on a button only: a browser asks at nothing
 * else. What is chosen is remembered by the browser, and found by the kiosk within some seconds.
 */
export const choosePrinter = async (kind: "usb" | "serial"): Promise<PrinterChoice> => {
  const cables = kind === "usb" ? navigator.usb : navigator.serial
  // Over http, and in browsers that have none.
  if (cables === undefined) return "no-such-thing"
  try {
    await (kind === "usb"
      ? navigator.usb.requestDevice({ filters: [{ classCode: printerClass }] })
      : navigator.serial.requestPort())
    return "chosen"
  } catch (error) {
    // NotFoundError is a window that was closed; anything else is a no of the browser itself.
    return error instanceof DOMException && error.name === "NotFoundError"
      ? "nothing-chosen"
      : "no-such-thing"
  }
}
