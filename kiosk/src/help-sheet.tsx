import { Button } from "@giliran/client/button.tsx"
import { Hand } from "lucide-react"
import type { ReactNode } from "react"
import { useStore } from "zustand"
import { askForHelp, type Help, helpCame, isHelpOpen, useHelp } from "./help.ts"
import { usePhrases } from "./kiosk.ts"
import { closeSheet, SheetDialog } from "./sheet-dialog.tsx"
import { visitStore } from "./visit-store.ts"

/** Whether somebody was called, whether somebody comes, and where else staff are. */
export const HelpSheet = (): ReactNode => {
  const { t } = usePhrases()
  const help = useHelp()
  const words = useHelpWords(help)
  const isShown = useStore(visitStore, ({ sheet }) => sheet?.says === "staff")
  return (
    <SheetDialog isShown={isShown} titleId="help-title">
      <div className="sheet__words" data-help={help.status}>
        <div className="sheet__told" aria-live="polite">
          <h2 className="sheet__title" id="help-title">
            {words.title}
          </h2>
          <p className="sheet__line">{words.line}</p>
        </div>
        <div className="sheet__ways">
          <Button look="primary" onClick={closeSheet}>
            {t.understood}
          </Button>
          {isHelpOpen(help) ? <Button onClick={helpCame}>{t.staffCame}</Button> : null}
          {help.status === "not-asked" || help.status === "unanswered" ? (
            <Button icon={Hand} onClick={() => void askForHelp()}>
              {help.status === "not-asked" ? t.tryAgain : t.staffAgain}
            </Button>
          ) : null}
        </div>
      </div>
    </SheetDialog>
  )
}

const useHelpWords = (help: Help): { title: string; line: string } => {
  const { t } = usePhrases()
  switch (help.status) {
    case "none":
    case "asking":
      return { title: t.staffAsking, line: t.staffElsewhere }
    case "asked":
      return help.isAnybodyThere
        ? { title: t.staffAsked, line: t.staffAskedLine }
        : { title: t.staffNobody, line: t.staffNobodyLine }
    case "coming":
      return { title: t.staffComing, line: t.staffComingLine }
    case "not-asked":
      return { title: t.staffNotAsked, line: t.staffElsewhere }
    case "unanswered":
      return { title: t.staffUnanswered, line: t.staffElsewhere }
  }
}
