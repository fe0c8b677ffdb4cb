import type { KioskView } from "@giliran/contract/kiosk-view"
import { ChevronRight } from "lucide-react"
import type { ReactNode } from "react"
import { BackButton } from "./back-button.tsx"
import { FooterBar } from "./footer-bar.tsx"
import { HeroPanel } from "./hero-panel.tsx"
import { usePhrases } from "./kiosk.ts"
import { beginProof } from "./prove-priority.ts"
import { goTo } from "./visit-store.ts"

/** Who may go sooner, by law and decency or by the bank's segment. Which it was is never shown again. */
export const ClassScreen = ({ view }: { view: KioskView }): ReactNode => {
  const { t } = usePhrases()
  const care = [
    ["elderly", t.elderly, t.elderlyLine],
    ["disabled", t.disability, t.disabilityLine],
    ["pregnant", t.pregnant, t.pregnantLine],
    ["infant", t.infant, t.infantLine],
    ["other", t.otherCare, t.otherCareLine],
  ] as const
  return (
    <div className="screen">
      <HeroPanel view={view} title={t.careTitle} line={t.careLine} isSmall />
      <main className="screen__body">
        <ul className="choices" data-count="6">
          {care.map(([reason, name, line]) => (
            <li key={reason}>
              <ClassCard
                name={name}
                line={line}
                onChoose={() => goTo({ at: "class-services", right: { kind: "care", reason } })}
              />
            </li>
          ))}
          <li>
            <ClassCard name={t.priority} line={t.priorityLine} onChoose={() => goTo(beginProof)} />
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
