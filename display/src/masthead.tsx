import { inLanguage, type ScreenLanguage, wordsIn } from "@giliran/client/phrases"
import { clockTime, dayName } from "@giliran/client/times"
import type { DisplayView } from "@giliran/contract/display-view"
import { VolumeX } from "lucide-react"
import type { ReactNode } from "react"
import { displayPhrases } from "./display-phrases.ts"
import type { ZoneChoice } from "./zone.ts"

export function Masthead({
  branch,
  zone,
  now,
  language,
  isSoundOn,
  turnSoundOn,
}: {
  branch: DisplayView["branch"]
  zone: ZoneChoice
  now: number
  language: ScreenLanguage
  isSoundOn: boolean
  turnSoundOn: () => void
}): ReactNode {
  const t = inLanguage(displayPhrases, language)
  const { bankName, logo } = branch.brand
  return (
    <header className="masthead" data-muted={isSoundOn ? undefined : ""}>
      <div className="masthead__who">
        {logo === undefined ? (
          <p className="masthead__bank">{bankName}</p>
        ) : (
          <img className="masthead__logo" src={logo} alt={bankName} />
        )}
        <p className="masthead__branch">{place()}</p>
      </div>
      {isSoundOn ? null : (
        <button className="masthead__sound" type="button" onClick={turnSoundOn}>
          <VolumeX aria-hidden="true" />
          <span>{t.soundIsOff}</span>
        </button>
      )}
      <div className="masthead__when">
        <p className="masthead__day">{dayName(now, branch.zone, language)}</p>
        <time className="masthead__clock">{clockTime(now, branch.zone, language)}</time>
      </div>
    </header>
  )

  /** The zone says more to whoever stands in it; one that is not there, somebody has to set right. */
  function place(): string {
    switch (zone.status) {
      case "whole":
        return branch.name
      case "zone":
        return wordsIn(zone.zone.name, language)
      case "unknown":
        return t.unknownZone({ zone: zone.id })
    }
  }
}
