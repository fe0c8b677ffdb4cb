import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { AuditLine } from "@giliran/contract/audit"
import { ChevronDown } from "lucide-react"
import type { ReactNode } from "react"
import { auditPhrases } from "./audit-phrases.ts"
import { auditSentence, type Known } from "./audit-sentence.ts"
import { secondOf } from "./moments.ts"

/** One line: when, and a sentence; what it was made from is folded under it. */
export function AuditRow({
  line,
  known,
  zone,
  language,
}: {
  line: AuditLine
  known: Known
  zone: string
  language: ScreenLanguage
}): ReactNode {
  const t = inLanguage(auditPhrases, language)
  const { who, did, from } = auditSentence(line, known, language)
  return (
    <li className="audit-line">
      <details>
        <summary>
          <time className="audit-line__time" dateTime={new Date(line.at).toISOString()}>
            {secondOf(line.at, zone, language)}
          </time>
          <span className="audit-line__words">
            <strong>{who}</strong> {did} <span className="audit-line__from">{from}</span>
          </span>
          <span className="audit-line__more">
            {t.raw}
            <ChevronDown aria-hidden="true" />
          </span>
        </summary>
        <pre>{JSON.stringify(line, null, 2)}</pre>
      </details>
    </li>
  )
}
