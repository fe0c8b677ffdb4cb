import { type ReactNode, useEffect, useState } from "react"
import type { ShownCode } from "./pair-device.ts"
import { inLanguage, type ScreenLanguage, sharedPhrases } from "./phrases.ts"
import { QrCode } from "./qr-code.tsx"
import type { PairedScreen } from "./sign-in.ts"
import { UserCode } from "./user-code.tsx"

/** A screen that is no branch's yet: its code, and what to do with it, in both languages. */
export const PairingScreen = ({
  screen,
  language,
  code,
  wasPaired,
}: {
  screen: PairedScreen
  language: ScreenLanguage
  code: ShownCode
  wasPaired: boolean
}): ReactNode => {
  const t = inLanguage(sharedPhrases, language)
  const other = language === "en" ? "id" : "en"
  const titles = { kiosk: t.pairKiosk, display: t.pairDisplay, counter: t.pairCounter }
  const minutes = useMinutesUntil(code.endsAt)
  return (
    <main className="pairing">
      <header className="pairing__head">
        <h1>{wasPaired ? t.wasPaired : titles[screen]}</h1>
        {wasPaired ? <p className="pairing__why">{t.wasPairedLine}</p> : null}
      </header>
      <UserCode code={code.userCode} />
      <QrCode text={code.addressWithCode} label={t.pairQr} />
      <div className="pairing__how">
        <p>{t.pairLine}</p>
        <p className="pairing__other" lang={other}>
          {inLanguage(sharedPhrases, other).pairLine}
        </p>
        <p className="pairing__address">
          <span>{code.host}</span>
          <span>{code.path}</span>
        </p>
        <p className="pairing__left">{t.codeMinutes({ minutes })}</p>
      </div>
    </main>
  )
}

/** A minute that has begun counts whole. */
const minutesUntil = (endsAt: number): number => Math.max(1, Math.ceil((endsAt - performance.now()) / 60_000))

const useMinutesUntil = (endsAt: number): number => {
  const [minutes, setMinutes] = useState(() => minutesUntil(endsAt))
  useEffect(() => {
    const look = () => setMinutes(minutesUntil(endsAt))
    look()
    const timer = setInterval(look, 1_000)
    return () => clearInterval(timer)
  }, [endsAt])
  return minutes
}
