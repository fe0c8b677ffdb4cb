import { Button } from "@giliran/client/button.tsx"
import { inLanguage, wordsIn } from "@giliran/client/phrases"
import type { ReactNode } from "react"
import { counterPhrases } from "./counter-phrases.ts"
import type { SheetProps } from "./sheet-props.ts"
import { Sheet } from "./sheet.tsx"

/** One touch on a reason pauses. */
export function PauseSheet({ desk, view, language, close }: SheetProps): ReactNode {
  const t = inLanguage(counterPhrases, language)
  const pause = async (reason: string) => {
    if (await desk.orders.pause(reason)) close()
  }
  return (
    <Sheet desk={desk} title={t.pauseTitle} language={language} onClose={close}>
      <div className="sheet__grid">
        {view.pauseReasons.map((reason) => (
          <Button key={reason.id} onClick={() => void pause(reason.id)}>
            {wordsIn(reason.name, language)}
          </Button>
        ))}
      </div>
    </Sheet>
  )
}
