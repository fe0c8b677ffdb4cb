import type { KioskView } from "@giliran/contract/views"
import { ChevronRight } from "lucide-react"
import type { ReactNode } from "react"
import { BackButton } from "./back-button.tsx"
import { FooterBar } from "./footer-bar.tsx"
import { HeroPanel } from "./hero-panel.tsx"
import { usePhrases } from "./kiosk.ts"
import { goTo } from "./visit-store.ts"

/** Who may go sooner, by law and decency or by the bank's segment. Why exactly is not kept: only the class is. */
export const ClassScreen = ({ view }: { view: KioskView }): ReactNode => {
  const { t } = usePhrases()
  const care = [
    [t.elderly, t.elderlyLine],
    [t.disability, t.disabilityLine],
    [t.pregnant, t.pregnantLine],
    [t.infant, t.infantLine],
  ] as const
  return (
    <div className="screen">
      <HeroPanel view={view} title={t.careTitle} line={t.careLine} isSmall />
      <main className="screen__body">
        <ul className="choices" data-count="5">
          {care.map(([name, line]) => (
            <li key={name}>
              <ClassCard
                name={name}
                line={line}
                onChoose={() => goTo({ at: "class-services", class: "care" })}
              />
            </li>
          ))}
          <li>
            <ClassCard
              name={t.priority}
              line={t.priorityLine}
              onChoose={() => goTo({ at: "class-services", class: "priority" })}
            />
          </li>
        </ul>
        <BackButton to={{ at: "home" }} />
      </main>
      <FooterBar />
    </div>
  )
}

const ClassCard = ({
  name,
  line,
  onChoose,
}: {
  name: string
  line: string
  onChoose: () => void
}): ReactNode => (
  <button className="card" data-kind="class" type="button" onClick={onChoose}>
    <span className="card__words">
      <span className="card__name">{name}</span>
      <span className="card__line">{line}</span>
    </span>
    <ChevronRight className="card__go" aria-hidden="true" />
  </button>
)
