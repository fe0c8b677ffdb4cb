import type { SettingsOpened } from "@giliran/contract/machine-settings"
import { type ReactNode, useEffect, useRef, useState } from "react"
import type { Theme } from "../brand.ts"
import {
  type DeviceSettings,
  keepSettings,
  keptSettings,
  settingsFrom,
  usualPrinter,
} from "../device-settings.ts"
import { inLanguage, wordsIn } from "../phrases.ts"
import { spokenLanguages } from "../spoken-languages.ts"
import { CableRows } from "./cable-rows.tsx"
import { ChoiceRow } from "./choice-row.tsx"
import type { Machine } from "./machine.ts"
import { MachineState } from "./machine-state.tsx"
import { MachineTests } from "./machine-tests.tsx"
import { chosenPaper, paperChoices } from "./paper-choices.ts"
import { Ruler } from "./ruler.tsx"
import { settingsPhrases } from "./settings-phrases.ts"

/** Everything that a machine can be told. It counts when it is kept; then the page loads itself anew, as after a power cut. */
export const SettingsForm = ({
  machine,
  opened,
  leave,
}: {
  machine: Machine
  opened: SettingsOpened
  leave: () => void
}): ReactNode => {
  const language = machine.language()
  const t = inLanguage(settingsPhrases, language)
  const [draft, setDraft] = useState<DeviceSettings>(keptSettings)
  const [isRefused, setRefused] = useState(false)
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => first.current?.focus(), [])
  const set = (change: Partial<Record<keyof DeviceSettings, unknown>>) =>
    setDraft((before) => settingsFrom({ ...before, ...change }))
  const keep = () => {
    if (keepSettings(draft)) location.reload()
    else setRefused(true)
  }
  const overruled = Object.keys(settingsFrom(Object.fromEntries(new URLSearchParams(location.search))))
  const papers = paperChoices(opened, t)

  return (
    <>
      <div className="machine__work">
        <MachineState machine={machine} opened={opened} />
        {overruled.length === 0 ? null : (
          <p className="machine__told">{t.overruled({ names: overruled.join(", ") })}</p>
        )}
        {machine.kind === "kiosk" ? (
          <>
            <ChoiceRow
              name={t.paper}
              choices={papers}
              chosen={chosenPaper(draft)}
              choose={(value) =>
                set({
                  printer: undefined,
                  print: undefined,
                  ...papers.find((paper) => paper.value === value)?.settings,
                })
              }
            />
            {draft.print === "usb" || draft.print === "serial" ? (
              <CableRows machine={machine} kind={draft.print} draft={draft} set={set} />
            ) : null}
            {draft.print === undefined ? null : (
              <ChoiceRow
                name={t.paperWidth}
                choices={[
                  { value: 80, words: "80 mm" },
                  { value: 58, words: "58 mm" },
                ]}
                chosen={draft.paperWidth ?? usualPrinter.paperWidth}
                choose={(paperWidth) => set({ paperWidth })}
              />
            )}
            <ChoiceRow
              name={t.headphones}
              choices={[
                { value: undefined, words: t.headphonesOff },
                { value: "on", words: t.headphonesOn },
              ]}
              chosen={draft.headphones}
              choose={(headphones) => set({ headphones })}
            />
            <Ruler
              millimetresPerPixel={draft.millimetresPerPixel}
              language={language}
              measure={(millimetresPerPixel) => set({ millimetresPerPixel })}
            />
          </>
        ) : (
          <>
            <ChoiceRow
              name={t.place}
              choices={[
                { value: "hall", words: t.wholeHall },
                ...opened.zones.map(({ id, name }) => ({
                  value: `zone ${id}`,
                  words: wordsIn(name, language),
                })),
                ...opened.counters.map((counter) => ({
                  value: `counter ${counter}`,
                  words: t.counter({ counter }),
                })),
              ]}
              chosen={placeOf(draft)}
              choose={(value) => {
                const [kind = "", id] = value.split(" ", 2)
                set({ zone: undefined, counter: undefined, ...(kind === "hall" ? {} : { [kind]: id }) })
              }}
            />
            <ChoiceRow<Theme | undefined>
              name={t.theme}
              choices={[
                { value: undefined, words: t.themeUsual },
                { value: "light", words: t.themeLight },
                { value: "contrast", words: t.themeContrast },
              ]}
              chosen={draft.theme === "dark" ? undefined : draft.theme}
              choose={(theme) => set({ theme })}
            />
            <ChoiceRow
              name={t.language}
              choices={spokenLanguages.map(({ tag, name }) => ({ value: tag, words: name }))}
              chosen={draft.language ?? language}
              choose={(tag) => set({ language: tag })}
            />
          </>
        )}
        <MachineTests machine={machine} draft={draft} />
      </div>
      <p className="machine__told" role="alert">
        {isRefused ? t.notKept : ""}
      </p>
      <div className="machine__end">
        <button className="machine__button" type="button" onClick={leave} ref={first}>
          {t.leave}
        </button>
        <button className="machine__button" type="button" onClick={() => location.reload()}>
          {t.reload}
        </button>
        <button className="machine__button" type="button" data-look="primary" onClick={keep}>
          {t.keep}
        </button>
      </div>
    </>
  )
}

const placeOf = ({ zone, counter }: DeviceSettings): string =>
  counter !== undefined ? `counter ${counter}` : zone !== undefined ? `zone ${zone}` : "hall"
