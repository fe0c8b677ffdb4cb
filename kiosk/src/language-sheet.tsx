import { Button } from "@giliran/client/button.tsx"
import { spokenLanguages } from "@giliran/client/spoken-languages"
import { type ReactNode, useEffect, useRef } from "react"
import { useStore } from "zustand"
import { usePhrases } from "./kiosk.ts"
import { speak } from "./settings-store.ts"
import { showSheet, visitStore } from "./visit-store.ts"

const close = () => showSheet(null)

/** Where there are more languages than two: each by its own name. */
export const LanguageSheet = (): ReactNode => {
  const { t, language } = usePhrases()
  const isShown = useStore(visitStore, ({ sheet }) => sheet?.says === "languages")
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (!isShown) dialog.current?.close()
    else if (dialog.current?.open === false) dialog.current.showModal()
  }, [isShown])
  return (
    <dialog className="sheet" ref={dialog} aria-labelledby="languages-title" closedby="any" onClose={close}>
      {isShown ? (
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
                close()
              }}
            >
              {name}
            </Button>
          ))}
        </div>
      ) : null}
    </dialog>
  )
}
