import { Button } from "@giliran/client/button.tsx"
import { ALargeSmall, ArrowDownToLine, Contrast, Ear, Hand } from "lucide-react"
import type { ReactNode } from "react"
import { useStore } from "zustand"
import { askForHelp, isHelpOpen, useHelp } from "./help.ts"
import { usePhrases } from "./kiosk.ts"
import { LanguageButton } from "./language-button.tsx"
import { toggleSpeech } from "./speech/speech.ts"
import { growText, settingsStore, toggleContrast, toggleReach } from "./settings-store.ts"

/** How the kiosk suits itself to whoever stands before it. */
export const FooterBar = (): ReactNode => {
  const { t, language } = usePhrases()
  const isCalled = isHelpOpen(useHelp())
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
      <Button look="quiet" icon={Hand} data-on={isCalled ? "" : undefined} onClick={() => void askForHelp()}>
        {isCalled ? t.staffCalled : t.staff}
      </Button>
    </footer>
  )
}
