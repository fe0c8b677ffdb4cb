import { Button } from "@giliran/client/button.tsx"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { DailyRootList } from "@giliran/contract/audit"
import { Download } from "lucide-react"
import type { ReactNode } from "react"
import { auditPhrases } from "./audit-phrases.ts"
import type { Office } from "./office.ts"
import type { OfficeBranch } from "./place.ts"
import { pathOf } from "./place.ts"
import { useAsked } from "./use-asked.ts"

/** Each closed day's signature over both chains, and the key that it is checked with. */
export function SignedDays({
  office,
  branch,
  language,
}: {
  office: Office
  branch: OfficeBranch
  language: ScreenLanguage
}): ReactNode {
  const t = inLanguage(auditPhrases, language)
  const asked = useAsked<DailyRootList>(office, `${pathOf(branch.branchId)}/roots`)
  if (asked.answer === null) return null
  const { roots, publicKey } = asked.answer
  return (
    <section className="part signed">
      <div className="signed__head">
        <h2>{t.roots}</h2>
        {publicKey === null ? null : (
          <Button icon={Download} onClick={() => saveText(publicKey, `giliran-${branch.branchId}.pem`)}>
            {t.publicKey}
          </Button>
        )}
      </div>
      <p className="soft signed__line">{t.rootsLine}</p>
      {roots.length === 0 ? <p>{t.noRoots}</p> : null}
      <ul className="rows">
        {roots.map(({ day, statement, signature, keyId }) => (
          <li key={day}>
            <details className="fold">
              <summary>{day}</summary>
              <dl className="proofs">
                <dt>{t.statement}</dt>
                <dd>
                  <code>{statement}</code>
                </dd>
                <dt>{t.signature}</dt>
                <dd>
                  <code>{signature}</code>
                </dd>
                <dt>{t.keyId}</dt>
                <dd>
                  <code>{keyId}</code>
                </dd>
              </dl>
            </details>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** As a file of whoever asked for it; the words are here already. */
function saveText(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/x-pem-file" }))
  const link = document.createElement("a")
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
