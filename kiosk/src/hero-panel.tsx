import { clockTime, dayName, partOfDay } from "@giliran/client/times"
import { useServerNow } from "@giliran/client/use-view"
import type { KioskView } from "@giliran/contract/kiosk-view"
import type { CSSProperties, ReactNode } from "react"
import { BankMark } from "./bank-mark.tsx"
import { kiosk, usePhrases } from "./kiosk.ts"

/** The panel in the bank's colour: whose branch this is, what time it is, and one sentence. */
export const HeroPanel = ({
  view,
  title,
  line,
  note,
  isSmall = false,
  isAll = false,
}: {
  view: KioskView
  title: string
  line?: string
  note?: string | undefined
  isSmall?: boolean
  /** The panel is all that this screen has to say. */
  isAll?: boolean
}): ReactNode => {
  const { language } = usePhrases()
  const now = useServerNow(kiosk.store.clock, 1_000)
  const { zone, brand, name } = view.branch
  const Panel = isAll ? "main" : "header"
  return (
    <Panel className="hero" data-small={isSmall ? "" : undefined}>
      <BankMark brand={brand} branchName={name} />
      <div className="hero__clock" data-unspoken>
        <p className="hero__time">{clockTime(now, zone, language)}</p>
        <p className="hero__day">{dayName(now, zone, language)}</p>
      </div>
      <div className="hero__words">
        <h1 className="hero__title" style={titleLengths(title)}>
          {title}
        </h1>
        {line === undefined ? null : <p className="hero__line">{line}</p>}
        {note === undefined ? null : <p className="hero__note">{note}</p>}
      </div>
    </Panel>
  )
}

/** What the layout must know to give a greeting one line upright, and each of its words one line lying. */
const titleLengths = (title: string): CSSProperties =>
  ({
    "--letters": title.length,
    "--longest-word": Math.max(...title.split(" ").map((word) => word.length)),
  }) as CSSProperties

/** Good morning, by the branch's clock. */
export const useGreeting = (view: KioskView): string => {
  const { t } = usePhrases()
  const now = useServerNow(kiosk.store.clock, 10_000)
  switch (partOfDay(now, view.branch.zone)) {
    case "morning":
      return t.greetMorning
    case "midday":
      return t.greetMidday
    case "afternoon":
      return t.greetAfternoon
    case "evening":
      return t.greetEvening
  }
}
