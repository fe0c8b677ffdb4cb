import { Button } from "@giliran/client/button.tsx"
import { wordsIn } from "@giliran/client/phrases"
import { openingTime } from "@giliran/client/times"
import type { KioskView } from "@giliran/contract/kiosk-view"
import type { ReactNode } from "react"
import { useStore } from "zustand"
import { kiosk, usePhrases } from "./kiosk.ts"
import { closeSheet, SheetDialog } from "./sheet-dialog.tsx"
import { type Sheet, visitStore } from "./visit-store.ts"

/** A calm sheet over the screen: what happened, and what to do now. */
export const InfoSheet = ({ view }: { view: KioskView }): ReactNode => {
  const { t } = usePhrases()
  const sheet = useStore(visitStore, (visit) => visit.sheet)
  const words = useSheetWords(sheet, view)
  return (
    <SheetDialog isShown={words !== null} titleId="sheet-title">
      {words === null ? null : (
        <div className="sheet__words">
          <h2 className="sheet__title" id="sheet-title">
            {words.title}
          </h2>
          <p className="sheet__line">{words.line}</p>
          <Button look="primary" onClick={closeSheet}>
            {t.understood}
          </Button>
        </div>
      )}
    </SheetDialog>
  )
}

const useSheetWords = (sheet: Sheet | null, view: KioskView): { title: string; line: string } | null => {
  const { t, language } = usePhrases()
  if (sheet === null || sheet.says === "languages" || sheet.says === "staff") return null
  if (sheet.says === "no-speech") return { title: t.noSpeechTitle, line: t.noSpeechLine }
  if (sheet.says === "refused") return { title: t.notTaken, line: sheet.problem.detail }
  const service = view.services.find(({ id }) => id === sheet.serviceId)
  if (service === undefined) return null
  const name = wordsIn(service.name, language)
  switch (service.availability.status) {
    case "open":
      return null
    case "paused":
      return { title: t.pausedTitle({ name }), line: t.pausedLine }
    case "full":
      return { title: t.fullTitle({ name }), line: t.fullLine }
    case "closed": {
      const { opensAt } = service.availability
      const line =
        opensAt === null
          ? t.closedToday
          : t.closedUntil({ time: openingTime(opensAt, kiosk.store.clock.now(), view.branch.zone, language) })
      return { title: t.closedTitle({ name }), line }
    }
  }
}
