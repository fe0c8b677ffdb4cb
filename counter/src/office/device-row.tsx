import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { DeviceAnswer, DeviceKind } from "@giliran/contract/access"
import { type LucideIcon, Monitor, Presentation, Tablet } from "lucide-react"
import type { ReactNode } from "react"
import { momentWords } from "./moments.ts"
import type { OfficeBranch } from "./office.ts"
import { kindWords, screensPhrases } from "./screens-phrases.ts"

const icons: Readonly<Record<DeviceKind, LucideIcon>> = {
  kiosk: Tablet,
  display: Presentation,
  counter: Monitor,
}

/** One screen: what and where it is, when it was last here, and what may be done with it. */
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
  const kind = kindWords[device.kind][language]
  return (
    <li className="line">
      <Icon aria-hidden="true" />
      <div className="line__words">
        <p className="line__name">{device.name}</p>
        <p className="soft">
          {device.counterId === null ? kind : `${kind} · ${t.counter(device.counterId)}`}
        </p>
      </div>
      <div className="line__state">
        <p>
          {device.revokedAt !== null
            ? t.revokedAt(when(device.revokedAt))
            : device.lastSeenAt === null
              ? t.neverSeen
              : `${t.seen} ${when(device.lastSeenAt)}`}
        </p>
        <p className="soft">{t.pairedBy(when(device.pairedAt), approvedBy)}</p>
      </div>
      <div className="line__buttons">{buttons}</div>
    </li>
  )
}
