import { longest } from "@giliran/contract/written-forms"
import { Button } from "@giliran/client/button.tsx"
import { inLanguage } from "@giliran/client/phrases"
import type { CareReason, TicketClass } from "@giliran/contract/ticket"
import type { CounterView } from "@giliran/contract/counter-view"
import { type ReactNode, useState } from "react"
import { ChoiceList } from "@giliran/client/parts/choice-list.tsx"
import { groundWords } from "./class-ground.ts"
import { careWords, classWords, counterPhrases, primaryWords, reclassReasons } from "./counter-phrases.ts"
import { serviceName } from "./service-name.ts"
import type { SheetProps } from "./sheet-props.ts"
import { Sheet } from "./sheet.tsx"

const OWN_WORDS = "own-words"
const CLASSES = Object.keys(classWords.id) as readonly TicketClass[]
const CARE_REASONS = Object.keys(careWords.id) as readonly CareReason[]
const REASONS_FOR = {
  regular: ["chosenByMistake", "onRequest"],
  priority: ["showedCard", "onRecord"],
} as const

/** Another class for the ticket in hand, or for one that waits or is parked, with a reason that is kept (CLASS-3). */
export function ReclassSheet({
  desk,
  view,
  language,
  close,
  chosen,
}: SheetProps & { chosen: string | null }): ReactNode {
  const t = inLanguage(counterPhrases, language)
  const [ticketId, setTicketId] = useState(chosen)
  const [isChoosing, setChoosing] = useState(chosen === null)
  const [typed, setTyped] = useState("")
  const [to, setTo] = useState<TicketClass | null>(null)
  const [reason, setReason] = useState<string | null>(null)
  const [ownWords, setOwnWords] = useState("")
  const wanted = typed.trim().toUpperCase()
  const known = ticketsOf(view)
  const found = known.filter(({ number }) => number.includes(wanted))
  // A number typed to its end needs no second choice.
  const only = isChoosing && wanted && found.length === 1 ? found[0] : undefined
  const ticket = only ?? known.find(({ id }) => id === ticketId)
  const ground = ticket && groundWords(ticket.ground, language)
  const words = reason === OWN_WORDS ? ownWords.trim() : reason
  const isNew = ticket !== undefined && to !== null && ticket.class !== to

  const reclass = async () => {
    if (!isNew || !words) return
    if (await desk.orders.reclass(ticket.id, to, words)) close()
  }
  return (
    <Sheet
      desk={desk}
      title={
        ticket
          ? t.reclassNumber({ number: ticket.number })
          : inLanguage(primaryWords, language)["reclass-ticket"]
      }
      language={language}
      onClose={close}
    >
      <form
        className="sheet__form"
        onSubmit={(event) => {
          event.preventDefault()
          void reclass()
        }}
      >
        {isChoosing && known.length > 0 ? (
          <>
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
            {found.length === 0 ? (
              <p className="soft">{t.noSuchNumber}</p>
            ) : (
              <div className="sheet__scroll" data-low="">
                <ChoiceList
                  legend={t.chooseNumber}
                  name="ticket"
                  choices={found.map(({ id, number, serviceId, class: now }) => ({
                    value: id,
                    words: number,
                    more: `${serviceName(view, serviceId, language)}, ${inLanguage(classWords, language)[now]}`,
                  }))}
                  value={ticket?.id ?? null}
                  choose={setTicketId}
                />
              </div>
            )}
          </>
        ) : null}
        {known.length === 0 ? <p className="soft">{t.nobodyToReclass}</p> : null}
        {ticket ? (
          <>
            <p className="sheet__line">
              {[
                t.classNow({ name: inLanguage(classWords, language)[ticket.class] }),
                ...(ground ? [ground] : []),
              ].join(" · ")}
              <br />
              <span className="soft">{t.reclassLine}</span>
            </p>
            <ChoiceList
              legend={t.newClass}
              name="class"
              look="chips"
              choices={CLASSES.filter((option) => option !== ticket.class).map((value) => ({
                value,
                words: inLanguage(classWords, language)[value],
              }))}
              value={to}
              choose={(value) => {
                setTo(value)
                setReason(null)
              }}
            />
          </>
        ) : null}
        {isNew ? (
          <ChoiceList
            legend={t.reason}
            name="reason"
            look="chips"
            choices={
              to === "care"
                ? CARE_REASONS.map((value) => ({ value, words: inLanguage(careWords, language)[value] }))
                : [
                    ...REASONS_FOR[to].map((key) => ({
                      value: inLanguage(reclassReasons, language)[key],
                      words: inLanguage(reclassReasons, language)[key],
                    })),
                    { value: OWN_WORDS, words: t.reasonOther },
                  ]
            }
            value={reason}
            choose={setReason}
          />
        ) : null}
        {isNew && reason === OWN_WORDS ? (
          <label className="field">
            <span>{t.reasonOther}</span>
            <input
              value={ownWords}
              maxLength={longest.reason}
              onChange={(event) => setOwnWords(event.target.value)}
            />
          </label>
        ) : null}
        <div className="sheet__buttons">
          {isChoosing ? (
            <Button onClick={close}>{t.cancel}</Button>
          ) : (
            <Button onClick={() => setChoosing(true)}>{t.otherNumber}</Button>
          )}
          <Button look="primary" type="submit" disabled={!isNew || !words}>
            {inLanguage(primaryWords, language)["reclass-ticket"]}
          </Button>
        </div>
      </form>
    </Sheet>
  )
}

/** Those whose class may be changed: who was missed returns first. */
function ticketsOf(view: CounterView) {
  const inHand = view.ticket && view.actions.includes("reclass-ticket") ? [view.ticket] : []
  return [...inHand, ...view.waiting.tickets, ...view.parked]
}
