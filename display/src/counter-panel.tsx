import { BeforeView, isBeforeView } from "@giliran/client/before-view.tsx"
import { paintBrand, type Theme } from "@giliran/client/brand"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import { StaleBanner } from "@giliran/client/stale-banner.tsx"
import { type StartedScreen, startScreen } from "@giliran/client/start-screen"
import { TicketNumber } from "@giliran/client/ticket-number.tsx"
import { clockTime } from "@giliran/client/times"
import { useLive, useServerNow } from "@giliran/client/use-view"
import type { ViewStore } from "@giliran/client/view-store"
import type { DisplayView, HallCounter } from "@giliran/contract/display-view"
import { type CSSProperties, type ReactNode, useEffect } from "react"
import { displayPhrases } from "./display-phrases.ts"
import { between, fitted, numberEms, wordsEms } from "./fitted.ts"
import { designPixel, useRoom } from "./room.ts"
import { shiftAt } from "./well/burn-in.ts"
import { keepWell } from "./well/keep-well.ts"

/** Joins the hall's view; a panel says nothing aloud, the hall does. */
export function openPanel(language: ScreenLanguage): StartedScreen<"display"> {
  const screen = startScreen({ screen: "display", language: () => language })
  keepWell({ views: screen.store, health: screen.health, isQuiet: () => true })
  return screen
}

/** The small display at one counter: who is called or served there, or that nobody is. */
export function CounterPanel({
  views,
  counterId,
  language,
  theme,
}: {
  views: ViewStore<DisplayView>
  counterId: string
  language: ScreenLanguage
  theme: Theme
}): ReactNode {
  const t = inLanguage(displayPhrases, language)
  const view = useLive(views, (state) => state.view)
  const link = useLive(views, (state) => state.link)
  const now = useServerNow(views.clock, 1_000)
  const [head, room] = useRoom<HTMLElement>()
  const brand = view?.branch.brand ?? null
  useEffect(() => paintBrand(brand, theme), [brand, theme])

  if (!view || isBeforeView(link)) return <BeforeView link={link} screen="display" language={language} />
  const name = `${t.counter} ${counterId}`
  const counter = view.counters.find(({ id }) => id === counterId)
  return (
    <div className="panel" style={shifted(now)}>
      <header className="panel__head" ref={head}>
        <p style={fitted(wordsEms(name), between(64, room) * 0.7, room.width * 0.09)}>{name}</p>
        <time className="panel__clock">{clockTime(now, view.branch.zone, language)}</time>
      </header>
      <StaleBanner store={views} language={language} />
      {counter?.ticket ? (
        <Ticket
          ticket={counter.ticket}
          words={counter.ticket.status === "called" ? t.comeHere : t.nowServing}
        />
      ) : (
        <Words title={title()} line={line()} />
      )}
    </div>
  )

  function title(): string {
    switch (counter?.status) {
      case undefined:
        return t.unknownCounter({ counter: counterId })
      case "open":
        return t.waitToBeCalled
      case "paused":
        return t.counterPaused
      case "closed":
        return t.counterClosed
    }
  }

  function line(): string | null {
    switch (counter?.status) {
      case undefined:
        return t.unknownCounterLine
      case "open":
        return null
      case "paused":
      case "closed":
        return t.otherCounters
    }
  }
}

function shifted(now: number): CSSProperties {
  const { x, y } = shiftAt(now)
  return { transform: `translate(${x * designPixel()}px, ${y * designPixel()}px)` }
}

function Ticket({ ticket, words }: { ticket: NonNullable<HallCounter["ticket"]>; words: string }): ReactNode {
  const [glass, room] = useRoom<HTMLElement>()
  const width = between(40, room)
  return (
    <main className="panel__ticket" data-now={ticket.status === "called" ? "" : undefined} ref={glass}>
      {/* Another number or another call is a new arrival. */}
      <div className="panel__arrives" key={`${ticket.number} ${ticket.attempt}`}>
        <h1 className="panel__number" style={fitted(numberEms(ticket.number), width, room.height * 0.78)}>
          <TicketNumber number={ticket.number} />
        </h1>
      </div>
      <p className="panel__words" style={fitted(wordsEms(words) * 0.9, width, room.height * 0.13)}>
        {words}
      </p>
    </main>
  )
}

function Words({ title, line }: { title: string; line: string | null }): ReactNode {
  const [glass, { width, height }] = useRoom<HTMLElement>()
  return (
    <main className="panel__rest" ref={glass} style={{ fontSize: Math.min(width * 0.085, height * 0.17) }}>
      <h1>{title}</h1>
      {line === null ? null : <p>{line}</p>}
    </main>
  )
}
