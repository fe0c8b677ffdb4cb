import { Button } from "@giliran/client/button.tsx"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { CounterView } from "@giliran/contract/counter-view"
import { ArrowLeftRight, DoorOpen, Lock, MonitorSmartphone } from "lucide-react"
import type { ReactNode } from "react"
import { useStore } from "zustand"
import { AdviceLine } from "./advice-line.tsx"
import { counterPhrases, primaryWords } from "./counter-phrases.ts"
import type { Desk } from "./desk.ts"
import { HelpLine } from "./help-line.tsx"
import type { Hold } from "./hold.ts"
import { Notice } from "./notice.tsx"
import type { Seat } from "./seat.ts"
import { TroubleLine } from "./trouble-line.tsx"

/** Somebody else holds this counter: asked before, or told after. Never two screens on one counter. */
export function HeldScreen({
  desk,
  seat,
  hold,
  language,
  wasMine,
}: {
  desk: Desk
  seat: Seat
  hold: Extract<Hold, { teller: unknown }>
  language: ScreenLanguage
  wasMine: boolean
}): ReactNode {
  const t = inLanguage(counterPhrases, language)
  const { isBusy } = useStore(desk.state)
  const isMine = hold.by === "my-other-screen"
  const name = hold.teller.name
  const takenTitle = isMine ? t.takenOverByMe : t.takenOver({ name })
  const askedLine = isMine ? t.heldByMe : t.heldByOther({ name })
  const askedVerb = isMine ? t.moveHere : t.takeOver
  return (
    <main className="notice">
      {wasMine ? <Lock aria-hidden="true" /> : <MonitorSmartphone aria-hidden="true" />}
      <h1 className="notice__title">{wasMine ? takenTitle : t.takeOverTitle({ counter: seat.counterId })}</h1>
      <p className="notice__line">{wasMine ? t.lockedLine : askedLine}</p>
      <div className="choices">
        <Button
          look="primary"
          icon={ArrowLeftRight}
          disabled={isBusy}
          onClick={() => void desk.orders.sitDown({ ...seat, takeOver: true })}
        >
          {wasMine ? t.takeBack : askedVerb}
        </Button>
        <Button onClick={desk.orders.standUp}>{t.otherCounter}</Button>
      </div>
      <Notice desk={desk} language={language} />
    </main>
  )
}

/** The counter was closed, by this teller elsewhere or by the end of the day. */
export function ClosedScreen({
  desk,
  view,
  seat,
  language,
}: {
  desk: Desk
  view: CounterView
  seat: Seat
  language: ScreenLanguage
}): ReactNode {
  const t = inLanguage(counterPhrases, language)
  const { isBusy } = useStore(desk.state)
  return (
    <main className="notice">
      <DoorOpen aria-hidden="true" />
      <h1 className="notice__title">{t.closedTitle({ counter: seat.counterId })}</h1>
      <p className="notice__line">{t.closedLine}</p>
      <HelpLine view={view} language={language} come={() => void desk.orders.come()} />
      <TroubleLine view={view} language={language} />
      <AdviceLine view={view} language={language} />
      <div className="choices">
        <Button
          look="primary"
          disabled={isBusy}
          onClick={() => void desk.orders.sitDown({ ...seat, takeOver: false })}
        >
          {inLanguage(primaryWords, language)["open-counter"]}
        </Button>
        <Button onClick={desk.orders.standUp}>{t.otherCounter}</Button>
      </div>
      <Notice desk={desk} language={language} />
    </main>
  )
}
