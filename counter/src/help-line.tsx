import { inLanguage, type Phrases, type ScreenLanguage } from "@giliran/client/phrases"
import type { HelpRequest } from "@giliran/contract/help"
import type { CounterView } from "@giliran/contract/counter-view"
import { Footprints, Hand } from "lucide-react"
import type { ReactNode } from "react"
import { counterPhrases } from "./counter-phrases.ts"
import { KeyCap } from "./key-cap.tsx"
import { useRing } from "./ring.ts"

/** Customers at kiosks who ask for somebody: seen and heard at every counter, until one of them says "I am coming". */
export function HelpLine({
  view,
  language,
  come,
}: {
  view: CounterView
  language: ScreenLanguage
  come: () => void
}): ReactNode {
  const t = inLanguage(counterPhrases, language)
  const asking = view.help.filter(({ coming }) => coming === null)
  useRing(asking.map(({ id }) => id).join(" "))
  const [first] = asking
  return (
    <output className="help-place">
      {view.help.map((help) => (
        <span className="advice help-line" key={help.id} data-coming={help.coming === null ? undefined : ""}>
          {help.coming === null ? <Hand aria-hidden="true" /> : <Footprints aria-hidden="true" />}
          <span className="help-line__words">{wordsOf(help, t)}</span>
          {help === first ? (
            <button className="button" type="button" onClick={come}>
              <span>{t.come}</span>
              <KeyCap command="come" language={language} />
            </button>
          ) : null}
        </span>
      ))}
    </output>
  )
}

function wordsOf({ name: kiosk, coming }: HelpRequest, t: Phrases<typeof counterPhrases>): string {
  if (coming === null) return t.helpAt({ kiosk })
  return coming.counterId === null ? t.coming({ kiosk }) : t.comingFrom({ kiosk, counter: coming.counterId })
}
