import { inLanguage, type ScreenLanguage, wordsIn } from "@giliran/client/phrases"
import type { DeviceAnswer, DeviceKind } from "@giliran/contract/devices"
import { type LucideIcon, Monitor, Presentation, Tablet, TriangleAlert } from "lucide-react"
import type { ReactNode } from "react"
import { momentWords } from "./moments.ts"
import type { OfficeBranch } from "./place.ts"
import { kindWords, screensPhrases } from "./screens-phrases.ts"

const icons: Readonly<Record<DeviceKind, LucideIcon>> = {
  kiosk: Tablet,
  display: Presentation,
  counter: Monitor,
}

/** One screen: what and where it is, how it is, when it was last here, and what may be done with it. */
export function DeviceRow({
  device,
  branch,
  approvedBy,
  now,
  language,
  buttons,
}: {
  device: DeviceAnswer
  branch: OfficeBranch
  /** The name of who approved it. */
  approvedBy: string
  now: number
  language: ScreenLanguage
  buttons: ReactNode
}): ReactNode {
  const t = inLanguage(screensPhrases, language)
  const Icon = icons[device.kind]
  const when = (at: number) => momentWords(at, now, branch.zone, language)
  const kind = inLanguage(kindWords, language)[device.kind]
  const { health } = device
  const about = [
    kind,
    ...(device.counterId === null ? [] : [t.counter({ counter: device.counterId })]),
    ...(health?.report.build === undefined ? [] : [t.build({ build: health.report.build })]),
  ]
  const seenAt = Math.max(device.lastSeenAt ?? 0, health?.heardAt ?? 0)
  return (
    <li className="line">
      <Icon aria-hidden="true" />
      <div className="line__words">
        <p className="line__name">{device.name}</p>
        <p className="soft">{about.join(" · ")}</p>
        {device.revokedAt === null
          ? health?.troubles.map((trouble) => (
              <p className="line__trouble" key={trouble.what}>
                <TriangleAlert aria-hidden="true" />
                {wordsIn(trouble.words, language)}
              </p>
            ))
          : null}
      </div>
      <div className="line__state">
        <p>
          {device.revokedAt !== null
            ? t.revokedAt({ when: when(device.revokedAt) })
            : health?.isHere
              ? t.connected
              : seenAt === 0
                ? t.neverSeen
                : `${t.seen} ${when(seenAt)}`}
        </p>
        <p className="soft">{t.pairedBy({ when: when(device.pairedAt), who: approvedBy })}</p>
      </div>
      <div className="line__buttons">{buttons}</div>
    </li>
  )
}
