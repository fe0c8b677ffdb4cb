import type { PrinterStatus } from "@giliran/contract/device-health"
import type { TestPrintBody, TestPrinted } from "@giliran/contract/machine-settings"
import { type ReactNode, useEffect, useRef, useState } from "react"
import { type DeviceSettings, keptSettings, usualPrinter } from "../device-settings.ts"
import { inLanguage, type Phrases } from "../phrases.ts"
import type { Machine } from "./machine.ts"
import { settingsPhrases } from "./settings-phrases.ts"

/** A ticket that is none and a sample of the voice, by what is chosen now, kept or not; and what came of them. */
export const MachineTests = ({ machine, draft }: { machine: Machine; draft: DeviceSettings }): ReactNode => {
  const t = inLanguage(settingsPhrases, machine.language())
  const { testSound } = machine
  const [told, setTold] = useState("")
  const [isBusy, setBusy] = useState(false)
  const outcome = useRef<HTMLOutputElement>(null)
  useEffect(() => {
    if (told !== "") outcome.current?.scrollIntoView({ block: "nearest" })
  }, [told])
  const run = async (words: string, work: () => Promise<string>) => {
    if (isBusy) return
    setTold(words)
    setBusy(true)
    try {
      setTold(await work())
    } finally {
      setBusy(false)
    }
  }
  const hasPaper = draft.print !== undefined || draft.printer !== undefined
  return (
    <fieldset className="machine__row">
      <legend>{t.tests}</legend>
      <div className="machine__choices">
        {machine.kind === "kiosk" ? (
          <button
            className="machine__button"
            type="button"
            aria-disabled={!hasPaper}
            onClick={() =>
              void run(t.printing, async () => (hasPaper ? testPrint(machine, draft, t) : t.noPaperChosen))
            }
          >
            {t.testPrint}
          </button>
        ) : null}
        {testSound === undefined ? null : (
          <button
            className="machine__button"
            type="button"
            onClick={() => void run(t.sounding, async () => soundWords(await testSound(), t))}
          >
            {t.testSound}
          </button>
        )}
      </div>
      <output className="machine__told" ref={outcome}>
        {told}
      </output>
    </fieldset>
  )
}

type Words = Phrases<typeof settingsPhrases>

const testPrint = async (machine: Machine, draft: DeviceSettings, t: Words): Promise<string> => {
  const { print, printer, paperWidth, printerLanguage } = { ...usualPrinter, ...draft }
  const hasCable = print === "usb" || print === "serial"
  const printOnCable = machine.cable?.print ?? null
  // The cable was opened as it was set when the page was loaded.
  if (hasCable && (printOnCable === null || !isKept(draft))) return t.keepFirst
  const body: TestPrintBody =
    print === undefined
      ? { by: "printer", printer: printer ?? "" }
      : { by: "machine", form: hasCable ? printerLanguage : "picture", paperMm: paperWidth }
  const path = `/v1/branches/${machine.branch() ?? ""}/machine-settings/test-print`
  const sent = await machine.ask()?.<TestPrinted>("POST", path, body)
  if (sent === undefined) return t.notPaired
  if (!sent.ok) return sent.problem.detail
  const printed = sent.body
  if (printed.by === "printer") return statusWords(printed.status, t)
  if (hasCable && printOnCable) return statusWords(await printOnCable(printed.document), t)
  const isPrinted = await machine.printPicture?.(printed.document, paperWidth)
  return isPrinted === true ? t.handedOn : t.notPrinted
}

const cableSettings = ["print", "printerLanguage", "baudRate", "flowControl"] as const

const isKept = (draft: DeviceSettings): boolean => {
  const kept = keptSettings()
  return cableSettings.every((name) => kept[name] === draft[name])
}

const statusWords = (status: PrinterStatus, t: Words): string =>
  ({
    ready: t.printed,
    "paper-low": t.printedLow,
    "paper-out": t.paperOut,
    "cover-open": t.coverOpen,
    offline: t.printerOffline,
    failed: t.notPrinted,
  })[status]

const soundWords = (outcome: "heard" | "no-voice" | "silent", t: Words): string =>
  ({ heard: t.soundHeard, "no-voice": t.soundNoVoice, silent: t.soundSilent })[outcome]
