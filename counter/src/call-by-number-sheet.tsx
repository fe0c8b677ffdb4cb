import { longest } from "@giliran/contract/written-forms"
import { Button } from "@giliran/client/button.tsx"
import { inLanguage } from "@giliran/client/phrases"
import { duration } from "@giliran/client/times"
import { useServerNow } from "@giliran/client/use-view"
import { type ReactNode, useState } from "react"
import { ChoiceList } from "@giliran/client/parts/choice-list.tsx"
import { callReasons, counterPhrases } from "./counter-phrases.ts"
import type { SheetProps } from "./sheet-props.ts"
import { serviceName } from "./service-name.ts"
import { Sheet } from "./sheet.tsx"

const OTHER = "other"

/** Out of order, with a reason that is kept with the call. */
export function CallByNumberSheet({
  desk,
  view,
  language,
  close,
  chosen,
}: SheetProps & { chosen: string | null }): ReactNode {
  const t = inLanguage(counterPhrases, language)
  const now = useServerNow(desk.views.clock, 10_000)
  const [typed, setTyped] = useState("")
  const [ticketId, setTicketId] = useState(chosen)
  const [reason, setReason] = useState<string>(inLanguage(callReasons, language).appointment)
  const [ownReason, setOwnReason] = useState("")
  const wanted = typed.trim().toUpperCase()
  const found = view.waiting.tickets.filter(({ number }) => number.includes(wanted))
  // A number typed to its end needs no second choice.
  const only = wanted && found.length === 1 ? found[0] : undefined
  const ticket = only ?? found.find(({ id }) => id === ticketId)
  const words = reason === OTHER ? ownReason.trim() : reason

  const call = async () => {
    if (!ticket || !words) return
    if (await desk.orders.callTicket(ticket.id, words)) close()
  }
  return (
    <Sheet desk={desk} title={t.callByNumber} language={language} onClose={close}>
      <form
        className="sheet__form"
        onSubmit={(event) => {
          event.preventDefault()
          void call()
        }}
      >
        {chosen === null ? (
          <label className="field">
            <span>{t.findNumber}</span>
            <input
              value={typed}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              placeholder="A042"
              onChange={(event) => setTyped(event.target.value)}
            />
          </label>
        ) : null}
        {found.length === 0 ? (
          <p className="soft">{t.noSuchNumber}</p>
        ) : (
          <div className="sheet__scroll">
            <ChoiceList
              legend={t.chooseNumber}
              name="ticket"
              choices={found
                .filter(({ id }) => chosen === null || id === chosen)
                .map((waiting) => ({
                  value: waiting.id,
                  words: waiting.number,
                  more: `${serviceName(view, waiting.serviceId, language)}, ${duration(now - waiting.waitingSince, language)}`,
                }))}
              value={ticket?.id ?? null}
              choose={setTicketId}
            />
          </div>
        )}
        <ChoiceList
          legend={t.reason}
          name="reason"
          look="chips"
          choices={[
            ...Object.values(inLanguage(callReasons, language)).map((known) => ({
              value: known,
              words: known,
            })),
            { value: OTHER, words: t.reasonOther },
          ]}
          value={reason}
          choose={setReason}
        />
        {reason === OTHER ? (
          <label className="field">
            <span>{t.reasonOther}</span>
            <input
              value={ownReason}
              maxLength={longest.reason}
              onChange={(event) => setOwnReason(event.target.value)}
            />
          </label>
        ) : null}
        <div className="sheet__buttons">
          <Button onClick={close}>{t.cancel}</Button>
          <Button
            look="primary"
            type="submit"
            disabled={!ticket || !words || !view.actions.includes("call-ticket")}
          >
            {ticket ? t.callNumber({ number: ticket.number }) : t.chooseNumber}
          </Button>
        </div>
      </form>
    </Sheet>
  )
}
