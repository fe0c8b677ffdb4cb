import { Button } from "@giliran/client/button.tsx"
import { ALargeSmall, ArrowDownToLine, Contrast, Ear, Hand } from "lucide-react"
import type { ReactNode } from "react"
import { useStore } from "zustand"
import { usePhrases } from "./kiosk.ts"
import { LanguageButton } from "./language-button.tsx"
import { toggleSpeech } from "./speech/speech.ts"
import { growText, settingsStore, toggleContrast, toggleReach } from "./settings-store.ts"
import { showSheet } from "./visit-store.ts"

/** How the kiosk suits itself to whoever stands before it. */
export const FooterBar = (): ReactNode => {
  const { t, language } = usePhrases()
  const { text, theme, isLowReach, isSpoken } = useStore(settingsStore)
  const textName = { normal: t.textNormal, large: t.textLarge, largest: t.textLargest }[text]
  return (
    <footer className="footer-bar">
      <LanguageButton language={language} />
      <Button look="quiet" icon={ALargeSmall} aria-label={`${t.textSize}: ${textName}`} onClick={growText}>
        {t.textSize}
      </Button>
      <Button look="quiet" icon={Contrast} aria-pressed={theme === "contrast"} onClick={toggleContrast}>
        {t.contrast}
      </Button>
      <Button look="quiet" icon={ArrowDownToLine} aria-pressed={isLowReach} onClick={toggleReach}>
        {t.reach}
      </Button>
      <Button look="quiet" icon={Ear} aria-pressed={isSpoken} onClick={toggleSpeech}>
        {t.speech}
      </Button>
      <Button look="quiet" icon={Hand} onClick={() => showSheet({ says: "staff" })}>
        {t.staff}
      </Button>
    </footer>
  )
}
