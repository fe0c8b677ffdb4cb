import { Button } from "@giliran/client/button.tsx"
import { inLanguage, type ScreenLanguage, wordsIn } from "@giliran/client/phrases"
import type { Destination } from "@giliran/contract/commands"
import type { Place } from "@giliran/contract/ticket"
import type { CounterView, TicketInHand } from "@giliran/contract/counter-view"
import { type ReactNode, useState } from "react"
import { ChoiceList } from "@giliran/client/parts/choice-list.tsx"
import { counterPhrases, placeWords } from "./counter-phrases.ts"
import type { SheetProps } from "./sheet-props.ts"
import { Sheet } from "./sheet.tsx"

type Kind = Destination["kind"]

interface Target {
  readonly value: string
  readonly words: string
  readonly more?: string
  readonly to: Destination
}

/** Where to, where in the queue there, and whether the customer comes back. */
export function TransferSheet({
  desk,
  view,
  language,
  close,
  ticket,
}: SheetProps & { ticket: TicketInHand }): ReactNode {
  const t = inLanguage(counterPhrases, language)
  const [kind, setKind] = useState<Kind>("service")
  const [chosen, setChosen] = useState<string | null>(null)
  const [place, setPlace] = useState<Place>("arrival")
  const [isBackToMe, setIsBackToMe] = useState(false)
  const targets = targetsOf(kind, view, ticket, language, t.counter)
  const target = targets.find(({ value }) => value === chosen)

  const transfer = async () => {
    if (target && (await desk.orders.transfer({ to: target.to, place, isBackToMe }))) close()
  }
  return (
    <Sheet desk={desk} title={t.transferTitle({ number: ticket.number })} language={language} onClose={close}>
      <form
        className="sheet__form"
        onSubmit={(event) => {
          event.preventDefault()
          void transfer()
        }}
      >
        <div className="segments">
          {(["service", "counter", "teller"] as const).map((option) => (
            <button
              key={option}
              type="button"
              aria-pressed={option === kind}
              onClick={() => {
                setKind(option)
                setChosen(null)
              }}
            >
              {{ service: t.toService, counter: t.toCounter, teller: t.toTeller }[option]}
            </button>
          ))}
        </div>
        {targets.length === 0 ? (
          <p className="soft">{t.noOtherCounter}</p>
        ) : (
          <div className="sheet__scroll">
            <ChoiceList
              legend={{ service: t.toService, counter: t.toCounter, teller: t.toTeller }[kind]}
              name="target"
              choices={targets}
              value={chosen}
              choose={setChosen}
            />
          </div>
        )}
        <ChoiceList
          legend={t.place}
          name="place"
          look="chips"
          choices={(["first", "arrival", "last"] as const).map((value) => ({
            value,
            words: inLanguage(placeWords, language)[value],
          }))}
          value={place}
          choose={setPlace}
        />
        <label className="switch">
          <input
            type="checkbox"
            checked={isBackToMe}
            onChange={(event) => setIsBackToMe(event.target.checked)}
          />
          <span>{t.backToMe}</span>
        </label>
        <div className="sheet__buttons">
          <Button onClick={close}>{t.cancel}</Button>
          <Button look="primary" type="submit" disabled={!target}>
            {t.transfer}
          </Button>
        </div>
      </form>
    </Sheet>
  )
}

function targetsOf(
  kind: Kind,
  view: CounterView,
  ticket: TicketInHand,
  language: ScreenLanguage,
  counterWord: string,
): readonly Target[] {
  const others = view.counters.filter(({ id, teller }) => id !== view.counterId && teller !== null)
  switch (kind) {
    case "service":
      return view.services
        .filter(({ id }) => id !== ticket.serviceId)
        .map((service) => ({
          value: service.id,
          words: wordsIn(service.name, language),
          more: inLanguage(counterPhrases, language).waitingCount({ count: service.waitingCount }),
          to: { kind, serviceId: service.id },
        }))
    case "counter":
      return others.map(({ id, teller }) => ({
        value: id,
        words: `${counterWord} ${id}`,
        more: teller?.name ?? "",
        to: { kind, counterId: id },
      }))
    case "teller":
      return others.flatMap(({ id, teller }) =>
        teller === null
          ? []
          : [
              {
                value: teller.id,
                words: teller.name,
                more: `${counterWord} ${id}`,
                to: { kind, tellerId: teller.id },
              },
            ],
      )
  }
}
