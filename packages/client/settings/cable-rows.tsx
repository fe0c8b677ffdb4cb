import { type ReactNode, useState } from "react"
import { baudRates, type DeviceSettings, usualPrinter } from "../device-settings.ts"
import { inLanguage } from "../phrases.ts"
import { ChoiceRow } from "./choice-row.tsx"
import type { CableKind, Machine } from "./machine.ts"
import { settingsPhrases } from "./settings-phrases.ts"

/** How a printer on a cable is spoken to, as it is set itself; and which one it is, where no policy of the browser says so. */
export const CableRows = ({
  machine,
  kind,
  draft,
  set,
}: {
  machine: Machine
  kind: CableKind
  draft: DeviceSettings
  set: (change: Partial<Record<keyof DeviceSettings, unknown>>) => void
}): ReactNode => {
  const t = inLanguage(settingsPhrases, machine.language())
  const [told, setTold] = useState("")
  const choose = async () => {
    const choice = await machine.cable?.choose(kind)
    setTold(
      choice === "chosen" ? t.cableChosen : choice === "nothing-chosen" ? t.cableNotChosen : t.cableNotHere,
    )
  }
  return (
    <>
      <ChoiceRow
        name={t.printerLanguage}
        choices={[
          { value: "escpos", words: "ESC/POS" },
          { value: "star", words: "StarPRNT" },
        ]}
        chosen={draft.printerLanguage ?? usualPrinter.printerLanguage}
        choose={(printerLanguage) => set({ printerLanguage })}
      />
      {kind === "serial" ? (
        <>
          <ChoiceRow
            name={t.baudRate}
            choices={baudRates.map((rate) => ({ value: rate, words: String(rate) }))}
            chosen={draft.baudRate ?? usualPrinter.baudRate}
            choose={(baudRate) => set({ baudRate })}
          />
          <ChoiceRow
            name={t.flowControl}
            choices={[
              { value: undefined, words: t.flowControlNone },
              { value: "hardware", words: "RTS/CTS" },
            ]}
            chosen={draft.flowControl}
            choose={(flowControl) => set({ flowControl })}
          />
        </>
      ) : null}
      <fieldset className="machine__row">
        <legend>{t.cable}</legend>
        <div className="machine__choices">
          <button className="machine__button" type="button" onClick={() => void choose()}>
            <span>{t.cableChoose}</span>
            <small>{t.cableChooseNote}</small>
          </button>
        </div>
        <output className="machine__told">{told}</output>
      </fieldset>
    </>
  )
}
