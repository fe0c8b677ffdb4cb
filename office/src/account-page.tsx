import { Button } from "@giliran/client/button.tsx"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { SessionAnswer } from "@giliran/contract/sessions"
import { LogOut } from "lucide-react"
import { type ReactNode, useState } from "react"
import { useStore } from "zustand"
import { SheetDialog } from "@giliran/client/parts/sheet-dialog.tsx"
import { accountPhrases } from "./account-phrases.ts"
import { NewPasswordSheet } from "./new-password-sheet.tsx"
import type { Office } from "./office.ts"
import type { OfficeBranch } from "./place.ts"
import { officePhrases, roleWords } from "./office-phrases.ts"
import { OfficeNotice, PageHead } from "./page-parts.tsx"
import { wholeBank } from "./place.ts"
import { LanguageChoice, ThemeChoice } from "./screen-choices.tsx"
import { TotpSetup } from "./totp-setup.tsx"

/** One's own roles, sign-in and screen; for a teller all there is here. */
export function AccountPage({
  office,
  session,
  branch,
  language,
}: {
  office: Office
  session: SessionAnswer
  branch: OfficeBranch | null
  language: ScreenLanguage
}): ReactNode {
  const t = inLanguage(accountPhrases, language)
  const o = inLanguage(officePhrases, language)
  const { branches } = useStore(office.state)
  const [sheet, setSheet] = useState<"totp" | "password" | null>(null)
  const [isShownOnce, setShownOnce] = useState(false)
  const nameOf = (branchId: string) =>
    branchId === wholeBank
      ? t.inBank
      : (branches.find((known) => known.branchId === branchId)?.name ?? branchId)
  const hasPages = branch?.may.some((deed) => deed === "see-devices" || deed === "see-audit") ?? false

  return (
    <>
      <PageHead title={t.title} line={`${session.name} · ${session.staffId}`} />
      <OfficeNotice office={office} language={language} />
      {hasPages ? null : (
        <section className="part">
          <h2>{o.nowhere}</h2>
          <p className="soft">{o.nowhereLine}</p>
          <p>
            <a className="button" data-look="plain" href="/counter/">
              <span>{o.toCounter}</span>
            </a>
          </p>
        </section>
      )}
      <section className="part">
        <h2>{t.rolesTitle}</h2>
        <ul className="plain-list">
          {session.grants.map(({ branchId, role }) => (
            <li key={`${branchId} ${role}`}>
              <strong>{inLanguage(roleWords, language)[role]}</strong>{" "}
              <span className="soft">{nameOf(branchId)}</span>
            </li>
          ))}
        </ul>
      </section>
      <section className="part">
        <h2>{t.totpTitle}</h2>
        <p className="soft">{session.hasTotp ? t.totpOn : t.totpOff}</p>
        <p>
          <Button onClick={() => setSheet("totp")}>{session.hasTotp ? t.totpAgain : t.totpBegin}</Button>
        </p>
      </section>
      <section className="part">
        <h2>{t.passwordTitle}</h2>
        <p className="soft">{t.passwordLine}</p>
        <p>
          <Button onClick={() => setSheet("password")}>{t.passwordBegin}</Button>
        </p>
      </section>
      <section className="part office__narrow">
        <h2>{t.screenTitle}</h2>
        <LanguageChoice language={language} />
        <ThemeChoice language={language} />
        <p>
          <Button icon={LogOut} onClick={() => void office.signOut()}>
            {o.signOut}
          </Button>
        </p>
      </section>
      {sheet === "totp" ? (
        <SheetDialog
          title={t.totpTitle}
          {...(!isShownOnce && { closeWords: o.close })}
          onClose={() => setSheet(null)}
        >
          <TotpSetup
            office={office}
            language={language}
            onShown={() => setShownOnce(true)}
            onDone={() => {
              setSheet(null)
              setShownOnce(false)
              void office.open()
            }}
          />
        </SheetDialog>
      ) : null}
      {sheet === "password" ? (
        <NewPasswordSheet
          office={office}
          session={session}
          language={language}
          close={() => setSheet(null)}
        />
      ) : null}
    </>
  )
}
