import { inLanguage, isKeyOf, type ScreenLanguage } from "@giliran/client/phrases"
import type { KeyAnswer } from "@giliran/contract/keys"
import { KeyRound } from "lucide-react"
import type { ReactNode } from "react"
import { keysPhrases, scopeWords } from "./keys-phrases.ts"
import { momentWords } from "./moments.ts"
import { roleWords } from "./office-phrases.ts"

/** One key: what it is for, as whom it is asked, what it may do. */
export function KeyRow({
  apiKey: { keyId, role, scopes, label, createdAt, revokedAt },
  zone,
  now,
  language,
  buttons,
}: {
  apiKey: KeyAnswer
  zone: string
  now: number
  language: ScreenLanguage
  buttons: ReactNode
}): ReactNode {
  const t = inLanguage(keysPhrases, language)
  const when = (at: number) => momentWords(at, now, zone, language)
  const may =
    scopes.length === 0
      ? t.everything
      : scopes
          .map((scope) => (isKeyOf(scopeWords, scope) ? inLanguage(scopeWords, language)[scope] : scope))
          .join(", ")
  return (
    <li className="line">
      <KeyRound aria-hidden="true" />
      <div className="line__words">
        <p className="line__name">{label}</p>
        <p className="soft line__id">{keyId}</p>
      </div>
      <div className="line__state">
        <p>
          {inLanguage(roleWords, language)[role]} · {may}
        </p>
        <p className="soft">
          {revokedAt === null ? t.made({ when: when(createdAt) }) : t.revokedAt({ when: when(revokedAt) })}
        </p>
      </div>
      <div className="line__buttons">{buttons}</div>
    </li>
  )
}
