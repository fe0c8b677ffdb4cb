/** Runs in a real browser: how a kiosk's settings let it ask for a printer. */
export { choosePrinter } from "../../kiosk/src/printer/choose-printer.ts"
