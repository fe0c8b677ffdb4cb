import { BellOff, Check } from "lucide-react"
import type { ReactNode } from "react"
import { useStore } from "zustand"
import { usePhrases } from "./kiosk.ts"
import { toggleDiscreet, visitStore } from "./visit-store.ts"

/** Not to be called aloud: chosen before the service, because the service's touch takes the number (DISCREET-1). */
export const DiscreetSwitch = (): ReactNode => {
  const { t } = usePhrases()
  const isDiscreet = useStore(visitStore, (visit) => visit.isDiscreet)
  const Icon = isDiscreet ? Check : BellOff
  return (
    <button
      className="button discreet-switch"
      type="button"
      aria-pressed={isDiscreet}
      onClick={toggleDiscreet}
    >
      <Icon aria-hidden="true" />
      <span className="discreet-switch__words">
        <span>{t.discreet}</span>
        <span className="discreet-switch__line">{isDiscreet ? t.discreetOn : t.discreetOff}</span>
      </span>
    </button>
  )
}
