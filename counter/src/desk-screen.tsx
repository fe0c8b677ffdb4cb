import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import { StaleBanner } from "@giliran/client/stale-banner.tsx"
import type { CounterView, WaitingTicket } from "@giliran/contract/counter-view"
import { CircleHelp } from "lucide-react"
import { type ReactNode, useState } from "react"
import { useStore } from "zustand"
import { AdviceLine } from "./advice-line.tsx"
import { counterPhrases } from "./counter-phrases.ts"
import type { Desk } from "./desk.ts"
import { DeskKeys } from "./desk-keys.tsx"
import { HelpLine } from "./help-line.tsx"
import { IdleCard, PausedCard } from "./idle-card.tsx"
import { KeyCap } from "./key-cap.tsx"
import { Notice } from "./notice.tsx"
import { PrimaryButton } from "./primary-button.tsx"
import { OpenSheet, type SheetName } from "./open-sheet.tsx"
import { type DeskCommand, neededAction } from "./shortcuts.ts"
import { SideLists } from "./side-lists.tsx"
import { TicketCard } from "./ticket-card.tsx"
import { TroubleLine } from "./trouble-line.tsx"
import { useShortcuts } from "./use-shortcuts.ts"

/** The desk at work: who and where, the ticket in hand, its keys, one big button; beside it, where there is room, the lists. */
export function DeskScreen({
  desk,
  view,
  language,
}: {
  desk: Desk
  view: CounterView
  language: ScreenLanguage
}): ReactNode {
  const t = inLanguage(counterPhrases, language)
  const { isBusy } = useStore(desk.state)
  const [sheet, setSheet] = useState<SheetName | null>(null)
  const isPaused = view.state.status === "paused"

  const run = (command: DeskCommand) => {
    const needed = neededAction(command, isPaused)
    // Whoever is asked for comes, whatever is on its way.
    if ((isBusy && command !== "come") || (needed && !view.actions.includes(needed))) return
    switch (command) {
      case "primary":
        if (view.primary) void desk.orders.primary(view.primary)
        break
      case "recall":
        void desk.orders.recall()
        break
      case "no-show":
        void desk.orders.noShow()
        break
      case "undo":
        void desk.orders.undo()
        break
      case "pause":
        if (isPaused) void desk.orders.resumeCounter()
        else setSheet({ name: "pause" })
        break
      case "call-by-number":
        setSheet({ name: "call-by-number", chosen: null })
        break
      case "reclass":
        setSheet({ name: "reclass", chosen: view.ticket?.id ?? null })
        break
      case "come":
        void desk.orders.come()
        break
      case "why":
        if (view.ticket) setSheet({ name: "why" })
        break
      case "finish":
      case "park":
      case "transfer":
      case "parked":
      case "missed":
      case "help":
        setSheet({ name: command })
        break
    }
  }
  useShortcuts(run)
  const choose = (name: "call-by-number" | "reclass") => (ticket: WaitingTicket) =>
    setSheet({ name, chosen: ticket.id })

  return (
    <div className="desk">
      <header className="desk__head">
        <p className="desk__counter">
          {t.counter} {view.counterId}
        </p>
        <p className="desk__teller">{view.state.status === "closed" ? "" : view.state.teller.name}</p>
        <button className="desk__help" type="button" onClick={() => run("help")}>
          <CircleHelp aria-hidden="true" />
          <span>{t.help}</span>
          <KeyCap command="help" language={language} />
        </button>
      </header>
      <StaleBanner store={desk.views} language={language} />
      <HelpLine view={view} language={language} come={() => run("come")} />
      <TroubleLine view={view} language={language} />
      <AdviceLine view={view} language={language} />
      <main className="desk__work">
        {view.ticket ? (
          <TicketCard
            ticket={view.ticket}
            view={view}
            clock={desk.views.clock}
            language={language}
            run={run}
          />
        ) : view.state.status === "paused" ? (
          <PausedCard view={view} state={view.state} clock={desk.views.clock} language={language} />
        ) : (
          <IdleCard view={view} clock={desk.views.clock} language={language} run={run} />
        )}
        <div className="desk__keys">
          <Notice desk={desk} language={language} />
          <DeskKeys view={view} clock={desk.views.clock} isBusy={isBusy} language={language} run={run} />
        </div>
        <PrimaryButton action={view.primary} isBusy={isBusy} language={language} run={() => run("primary")} />
      </main>
      <SideLists
        desk={desk}
        view={view}
        isBusy={isBusy}
        language={language}
        call={choose("call-by-number")}
        reclass={choose("reclass")}
      />
      {sheet === null ? null : (
        <OpenSheet sheet={sheet} desk={desk} view={view} language={language} close={() => setSheet(null)} />
      )}
    </div>
  )
}
