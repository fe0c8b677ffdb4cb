import { Button } from "@giliran/client/button.tsx"
import { spokenLanguages } from "@giliran/client/spoken-languages"
import type { ReactNode } from "react"
import { useStore } from "zustand"
import { usePhrases } from "./kiosk.ts"
import { speak } from "./settings-store.ts"
import { closeSheet, SheetDialog } from "./sheet-dialog.tsx"
import { visitStore } from "./visit-store.ts"

/** Where there are more languages than two: each by its own name. */
export const LanguageSheet = (): ReactNode => {
  const { t, language } = usePhrases()
  const isShown = useStore(visitStore, ({ sheet }) => sheet?.says === "languages")
  return (
    <SheetDialog isShown={isShown} titleId="languages-title">
      <div className="sheet__words">
        <h2 className="sheet__title" id="languages-title">
          {t.language}
        </h2>
        {spokenLanguages.map(({ tag, name }) => (
          <Button
            key={tag}
            look={tag === language ? "primary" : "plain"}
            lang={tag}
            aria-pressed={tag === language}
            onClick={() => {
              speak(tag)
              closeSheet()
            }}
          >
            {name}
          </Button>
        ))}
      </div>
    </SheetDialog>
  )
}
