import { Button } from "@giliran/client/button.tsx"
import { ArrowLeft } from "lucide-react"
import type { ReactNode } from "react"
import { usePhrases } from "./kiosk.ts"
import { goTo, type Step } from "./visit-store.ts"

export const BackButton = ({ to }: { to: Step }): ReactNode => {
  const { t } = usePhrases()
  return (
    <Button className="back-button" data-back icon={ArrowLeft} onClick={() => goTo(to)}>
      {t.back}
    </Button>
  )
}
