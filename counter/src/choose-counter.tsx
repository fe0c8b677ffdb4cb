import { longest } from "@giliran/contract/written-forms"
import { Button } from "@giliran/client/button.tsx"
import { inLanguage, type Phrases, type ScreenLanguage } from "@giliran/client/phrases"
import type { Teller } from "@giliran/contract/ticket"
import { asTellerId } from "@giliran/client/teller-id"
import { type ReactNode, useState } from "react"
import { useStore } from "zustand"
import { counterPhrases } from "./counter-phrases.ts"
import { type CountersList, useCountersList } from "./counters-list.ts"
import type { Desk } from "./desk.ts"
import { dutyPhrases } from "./duty-phrases.ts"
import { Notice } from "./notice.tsx"
import { keptTeller } from "./seat.ts"
import { Sheet } from "./sheet.tsx"

/** The beginning of a duty: who, and where. */
export function ChooseCounter({ desk, language }: { desk: Desk; language: ScreenLanguage }): ReactNode {
  const t = inLanguage(counterPhrases, language)
  const d = inLanguage(dutyPhrases, language)
  const [last] = useState(keptTeller)
  const [name, setName] = useState(last?.name ?? "")
  const [number, setNumber] = useState<string>(last?.id ?? "")
  const isTyped = name !== (last?.name ?? "") || number !== (last?.id ?? "")
  const { heldChoice, isBusy } = useStore(desk.state)
  const list = useCountersList(desk)
  const heldBy = list?.counters.find((counter) => counter.id === heldChoice?.counterId)?.teller

  const duty = useStore(desk.duty.state)
  const session = desk.pairing()?.credentials().kind === "session" && "session" in duty ? duty.session : null

  const teller = (): Teller | null => {
    if (session) return { id: session.staffId, name: session.name }
    const id = asTellerId(number)
    if (!name.trim() || !number.trim()) desk.orders.tell(t.fillInFirst)
    else if (id === null) desk.orders.tell(t.badNumber)
    else return { id, name: name.trim() }
    return null
  }
  const choose = (counterId: string) => {
    const who = teller()
    if (who) void desk.orders.sitDown({ counterId, teller: who, takeOver: false })
  }

  return (
    <main className="choose">
      <header className="choose__head">
        <p className="choose__bank">{list?.branch.brand.bankName}</p>
        <p className="choose__branch">{list?.branch.name}</p>
      </header>
      {session ? (
        <section className="choose__me">
          <p>
            {d.onDuty} <strong>{session.name}</strong>
          </p>
          <button className="link-button" type="button" onClick={() => void desk.duty.signOut()}>
            {d.signOut}
          </button>
        </section>
      ) : (
        <section className="choose__who" data-unsaved={isTyped || undefined}>
          <h1>{t.whoAreYou}</h1>
          <div className="choose__fields">
            <label className="field">
              <span>{t.yourName}</span>
              <input
                value={name}
                maxLength={longest.name}
                autoComplete="off"
                onChange={(event) => setName(event.target.value)}
              />
            </label>
            <label className="field">
              <span>{t.yourNumber}</span>
              <input
                value={number}
                maxLength={longest.staffId}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                onChange={(event) => setNumber(event.target.value)}
              />
            </label>
          </div>
        </section>
      )}
      <section className="choose__where">
        {session ? <h1>{t.whichCounter}</h1> : <h2>{t.whichCounter}</h2>}
        {list === null ? (
          <p className="soft">{t.noCounters}</p>
        ) : (
          <ul className="choose__counters">
            {list.counters.map((counter) => (
              <li key={counter.id}>
                <button
                  className="counter-card"
                  type="button"
                  data-status={counter.status}
                  disabled={isBusy}
                  onClick={() => choose(counter.id)}
                >
                  <span className="counter-card__name">
                    {t.counter} {counter.id}
                  </span>
                  <span className="counter-card__state">{stateWords(counter, t)}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </section>
      <Notice desk={desk} language={language} />
      {heldChoice === null ? null : (
        <Sheet
          desk={desk}
          title={t.takeOverTitle({ counter: heldChoice.counterId })}
          language={language}
          onClose={desk.orders.forgetHeldChoice}
        >
          <p className="sheet__line">
            {heldBy?.id === heldChoice.teller.id
              ? t.heldByMe
              : t.heldByOther({ name: heldBy?.name ?? t.counter })}
          </p>
          <div className="sheet__buttons">
            <Button onClick={desk.orders.forgetHeldChoice}>{t.cancel}</Button>
            <Button
              look="primary"
              disabled={isBusy}
              onClick={() => void desk.orders.sitDown({ ...heldChoice, takeOver: true })}
            >
              {heldBy?.id === heldChoice.teller.id ? t.moveHere : t.takeOver}
            </Button>
          </div>
        </Sheet>
      )}
    </main>
  )
}

function stateWords(counter: CountersList["counters"][number], t: Phrases<typeof counterPhrases>): string {
  if (counter.status === "closed" || !counter.teller) return t.free
  return counter.status === "paused"
    ? t.pausedBy({ name: counter.teller.name })
    : t.heldBy({ name: counter.teller.name })
}
