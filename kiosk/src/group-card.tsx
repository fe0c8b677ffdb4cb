import { wordsIn } from "@giliran/client/phrases"
import type { Text } from "@giliran/contract/basics"
import type { ServiceCard } from "@giliran/contract/kiosk-view"
import { ChevronRight } from "lucide-react"
import type { ReactNode } from "react"
import { usePhrases } from "./kiosk.ts"
import { goTo } from "./visit-store.ts"

/** A door to several services: which they are, and how many wait for them. */
export const GroupCard = ({
  name,
  services,
}: {
  name: Text
  services: readonly ServiceCard[]
}): ReactNode => {
  const { t, language } = usePhrases()
  const waitingCount = services.reduce((sum, service) => sum + service.waitingCount, 0)
  return (
    <button
      className="card"
      data-kind="group"
      type="button"
      onClick={() => goTo({ at: "group", group: name.id })}
    >
      <span className="card__words">
        <span className="card__name">{wordsIn(name, language)}</span>
        <span className="card__line">
          {services.map((service) => wordsIn(service.name, language)).join(", ")}
        </span>
      </span>
      <span className="card__foot">
        <span>{waitingCount === 0 ? t.nobodyWaiting : t.waiting({ count: waitingCount })}</span>
        <ChevronRight className="card__go" aria-hidden="true" />
      </span>
    </button>
  )
}
