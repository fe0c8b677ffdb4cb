import { Button } from "@giliran/client/button.tsx"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { KeyAnswer, KeyList, KeyMade } from "@giliran/contract/keys"
import { KeyRound, Plus } from "lucide-react"
import { type ReactNode, useState } from "react"
import { KeyRow } from "./key-row.tsx"
import { keysPhrases } from "./keys-phrases.ts"
import { MakeKeySheet } from "./make-key-sheet.tsx"
import type { Office } from "./office.ts"
import type { OfficeBranch } from "./place.ts"
import { OnceSheet } from "./once-sheet.tsx"
import { NotYet, OfficeNotice, PageHead } from "./page-parts.tsx"
import { mayHere, pathOf } from "./place.ts"
import { RevokeKeySheet } from "./revoke-key-sheet.tsx"
import { useAsked } from "./use-asked.ts"

type Open =
  | { readonly sheet: "make" }
  | { readonly sheet: "shown"; readonly made: KeyMade }
  | { readonly sheet: "revoke"; readonly apiKey: KeyAnswer }

/** The keys of the bank's scripts at this branch. */
export function KeysPage({
  office,
  branch,
  language,
}: {
  office: Office
  branch: OfficeBranch
  language: ScreenLanguage
}): ReactNode {
  const t = inLanguage(keysPhrases, language)
  const mayManage = mayHere(branch, "manage-keys")
  const asked = useAsked<KeyList>(office, `${pathOf(branch.branchId)}/keys`)
  const [open, setOpen] = useState<Open | null>(null)
  const keys = asked.answer?.keys ?? []
  const good = keys.filter(({ revokedAt }) => revokedAt === null)
  const revoked = keys.filter(({ revokedAt }) => revokedAt !== null)
  const close = () => setOpen(null)
  const rowProps = { zone: branch.zone, now: office.clock.now(), language }

  return (
    <>
      <PageHead title={t.title} line={t.line}>
        {mayManage ? (
          <Button look="primary" icon={Plus} onClick={() => setOpen({ sheet: "make" })}>
            {t.make}
          </Button>
        ) : null}
      </PageHead>
      <OfficeNotice office={office} language={language} />
      {asked.answer === null ? (
        <NotYet asked={asked} language={language} />
      ) : good.length === 0 ? (
        <div className="empty">
          <KeyRound aria-hidden="true" />
          <h2>{t.none}</h2>
          <p className="soft">{t.noneLine}</p>
        </div>
      ) : (
        <ul className="rows">
          {good.map((apiKey) => (
            <KeyRow
              key={apiKey.keyId}
              apiKey={apiKey}
              {...rowProps}
              buttons={
                mayManage ? (
                  <Button
                    look="quiet"
                    aria-label={t.revokeOf({ label: apiKey.label })}
                    onClick={() => setOpen({ sheet: "revoke", apiKey })}
                  >
                    {t.revoke}
                  </Button>
                ) : null
              }
            />
          ))}
        </ul>
      )}
      {revoked.length === 0 ? null : (
        <details className="fold">
          <summary>{t.revokedList({ count: revoked.length })}</summary>
          <ul className="rows">
            {revoked.map((apiKey) => (
              <KeyRow key={apiKey.keyId} apiKey={apiKey} {...rowProps} buttons={null} />
            ))}
          </ul>
        </details>
      )}
      {open === null ? null : open.sheet === "make" ? (
        <MakeKeySheet
          office={office}
          branch={branch}
          language={language}
          close={close}
          made={(made) => {
            setOpen({ sheet: "shown", made })
            void asked.again()
          }}
        />
      ) : open.sheet === "shown" ? (
        <OnceSheet
          title={t.shownTitle}
          about={t.shownAbout({ label: open.made.key.label })}
          secrets={[open.made.token]}
          language={language}
          close={close}
        />
      ) : (
        <RevokeKeySheet
          office={office}
          branch={branch}
          apiKey={open.apiKey}
          language={language}
          close={close}
          done={(notice) => {
            close()
            office.tell(notice)
            void asked.again()
          }}
        />
      )}
    </>
  )
}
