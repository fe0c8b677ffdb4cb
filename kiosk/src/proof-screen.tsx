import { Button } from "@giliran/client/button.tsx"
import type { KioskView } from "@giliran/contract/kiosk-view"
import { RotateCcw } from "lucide-react"
import type { ReactNode } from "react"
import { BackButton } from "./back-button.tsx"
import { FooterBar } from "./footer-bar.tsx"
import { HeroPanel } from "./hero-panel.tsx"
import { usePhrases } from "./kiosk.ts"
import { ProofKeypad } from "./proof-keypad.tsx"
import { beginProof } from "./prove-priority.ts"
import { goTo, type Proving } from "./visit-store.ts"

/** A priority customer shows a card or types a number. Whatever comes of it, nobody leaves without a number. */
export const ProofScreen = ({ view, proving }: { view: KioskView; proving: Proving }): ReactNode => {
  const { t } = usePhrases()
  const words = useOutcomeWords(proving)
  return (
    <div className="screen">
      <HeroPanel view={view} title={t.proofTitle} {...(words === null && { line: t.proofLine })} isSmall />
      <main className="screen__body">
        {words === null ? (
          <ProofKeypad isChecking={proving.status === "checking"} />
        ) : (
          <section className="proof-outcome" aria-live="polite">
            <h2 className="proof-outcome__title">{words.title}</h2>
            <p className="proof-outcome__line">{words.line}</p>
            <Button look="primary" onClick={() => goTo({ at: "home" })}>
              {t.takeRegular}
            </Button>
            <Button icon={RotateCcw} onClick={() => goTo(beginProof)}>
              {t.tryAgain}
            </Button>
          </section>
        )}
        <BackButton to={{ at: "class" }} />
      </main>
      <FooterBar />
    </div>
  )
}

/** Null while there is nothing to say but "go on". */
const useOutcomeWords = (proving: Proving): { title: string; line: string } | null => {
  const { t } = usePhrases()
  switch (proving.status) {
    case "typing":
    case "checking":
      return null
    case "unknown":
      return { title: t.unknownTitle, line: t.unknownLine }
    case "not-now":
      return { title: t.notNowTitle, line: t.notNowLine }
    case "too-many":
      return {
        title: t.tooManyTitle,
        line: t.tooManyLine({ minutes: Math.max(1, Math.ceil(proving.seconds / 60)) }),
      }
  }
}
