import { longest } from "@giliran/contract/written-forms"
import { Button } from "@giliran/client/button.tsx"
import { inLanguage } from "@giliran/client/phrases"
import type { Outcome } from "@giliran/contract/ticket"
import type { TicketInHand } from "@giliran/contract/counter-view"
import { type ReactNode, useState } from "react"
import { ChoiceList } from "@giliran/client/parts/choice-list.tsx"
import { counterPhrases, outcomeWords } from "./counter-phrases.ts"
import type { SheetProps } from "./sheet-props.ts"
import { Sheet } from "./sheet.tsx"

/** How it ended, and a note for later. */
export function FinishSheet({
  desk,
  view,
  language,
  close,
  ticket,
}: SheetProps & { ticket: TicketInHand }): ReactNode {
  const t = inLanguage(counterPhrases, language)
  const [outcome, setOutcome] = useState<Outcome>(view.outcomes[0] ?? "done")
  const [note, setNote] = useState("")
  const finish = async (callNext: boolean) => {
    if (await desk.orders.finish({ outcome, note, callNext })) close()
  }
  return (
    <Sheet desk={desk} title={t.finishTitle({ number: ticket.number })} language={language} onClose={close}>
      <form
        className="sheet__form"
        onSubmit={(event) => {
          event.preventDefault()
          void finish(false)
        }}
      >
        <ChoiceList
          legend={t.outcome}
          name="outcome"
          look="chips"
          choices={view.outcomes.map((value) => ({
            value,
            words: inLanguage(outcomeWords, language)[value],
          }))}
          value={outcome}
          choose={setOutcome}
        />
        <label className="field">
          <span>{t.note}</span>
          <textarea
            rows={3}
            maxLength={longest.note}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </label>
        <div className="sheet__buttons">
          <Button disabled={!view.actions.includes("finish-and-call-next")} onClick={() => void finish(true)}>
            {t.finishAndCall}
          </Button>
          <Button look="primary" type="submit">
            {t.finish}
          </Button>
        </div>
      </form>
    </Sheet>
  )
}
