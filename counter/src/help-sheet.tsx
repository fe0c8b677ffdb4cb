import { Button } from "@giliran/client/button.tsx"
import { inLanguage } from "@giliran/client/phrases"
import { spokenLanguages } from "@giliran/client/spoken-languages"
import type { ReactNode } from "react"
import { useStore } from "zustand"
import { ChoiceList } from "@giliran/client/parts/choice-list.tsx"
import { counterPhrases, keyMeanings } from "./counter-phrases.ts"
import { deskSettings } from "@giliran/client/desk-settings"
import { keyName } from "./key-cap.tsx"
import type { SheetProps } from "./sheet-props.ts"
import { SignOutChoice } from "./sign-out-choice.tsx"
import { Sheet } from "./sheet.tsx"
import { DESK_COMMANDS, KEYS } from "./shortcuts.ts"

/** Every key and its meaning, the settings of this screen, and the way home. */
export function HelpSheet({ desk, view, language, close }: SheetProps): ReactNode {
  const t = inLanguage(counterPhrases, language)
  const { theme, hasShortcuts } = useStore(deskSettings)
  const isBySession = desk.pairing()?.credentials().kind === "session"
  const leave = async () => {
    if (await desk.orders.closeCounter()) close()
  }
  return (
    <Sheet desk={desk} title={t.helpTitle} language={language} onClose={close}>
      <section className="sheet__part">
        <div className="sheet__title">
          <h3>{t.keysTitle}</h3>
          <label className="switch">
            <input
              type="checkbox"
              checked={hasShortcuts}
              onChange={(event) => deskSettings.setState({ hasShortcuts: event.target.checked })}
            />
            <span>{t.keysOn}</span>
          </label>
        </div>
        <dl className="key-list" data-off={hasShortcuts ? undefined : ""}>
          {DESK_COMMANDS.map((command) => (
            <div key={command}>
              <dt>
                {KEYS[command].map((key) => (
                  <kbd className="key-cap" key={key}>
                    {keyName(key, language)}
                  </kbd>
                ))}
              </dt>
              <dd>{inLanguage(keyMeanings, language)[command]}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="sheet__part">
        <ChoiceList
          legend={t.language}
          name="language"
          look="chips"
          choices={spokenLanguages.map(({ tag, name }) => ({ value: tag, words: name }))}
          value={language}
          choose={(chosen) => deskSettings.setState({ language: chosen })}
        />
        <ChoiceList
          legend={t.look}
          name="theme"
          look="chips"
          choices={[
            { value: "light", words: t.light },
            { value: "dark", words: t.dark },
            { value: "contrast", words: t.contrast },
          ]}
          value={theme}
          choose={(chosen) => deskSettings.setState({ theme: chosen })}
        />
      </section>
      <section className="sheet__part">
        <h3>{t.leave}</h3>
        <Button disabled={!view.actions.includes("close-counter")} onClick={() => void leave()}>
          {t.closeCounter}
        </Button>
        {isBySession ? <SignOutChoice desk={desk} view={view} language={language} close={close} /> : null}
      </section>
    </Sheet>
  )
}
