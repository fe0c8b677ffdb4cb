import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { SessionAnswer } from "@giliran/contract/sessions"
import {
  CircleUserRound,
  KeyRound,
  LogOut,
  type LucideIcon,
  MonitorSmartphone,
  ScrollText,
  UsersRound,
  Volume2,
} from "lucide-react"
import { lazy, type ReactNode, Suspense, useEffect } from "react"
import { useStore } from "zustand"
import { AccountPage } from "./account-page.tsx"
import { AuditPage } from "./audit-page.tsx"
import { IdleWarning } from "./idle-warning.tsx"
import { KeysPage } from "./keys-page.tsx"
import type { Office } from "./office.ts"
import type { OfficeBranch } from "./place.ts"
import { officePhrases, pageWords, roleWords } from "./office-phrases.ts"
import { type PageName, usePage } from "./pages.ts"
import { branchNow, mayHere, wholeBank } from "./place.ts"
import { ProofSheet } from "./proof-sheet.tsx"
import { LanguageChoice, ThemeChoice } from "./screen-choices.tsx"
import { ScreensPage } from "./screens-page.tsx"
import { StaffPage } from "./staff-page.tsx"

/** Who records a voice does it once: nobody else loads what it takes. */
const VoicePage = lazy(async () => ({ default: (await import("./voice/voice-page.tsx")).VoicePage }))

const icons: Readonly<Record<PageName, LucideIcon>> = {
  screens: MonitorSmartphone,
  voice: Volume2,
  staff: UsersRound,
  audit: ScrollText,
  keys: KeyRound,
  account: CircleUserRound,
}

/** Who is here and where, the pages that the person may see, and the one that is open. */
export function Frame({
  office,
  session,
  language,
}: {
  office: Office
  session: SessionAnswer
  language: ScreenLanguage
}): ReactNode {
  const t = inLanguage(officePhrases, language)
  const state = useStore(office.state)
  const branch = branchNow(state)
  const pages = pagesFor(branch)
  const asked = usePage()
  const page = asked !== null && pages.includes(asked) ? asked : (pages[0] ?? "account")
  const place = branch?.branchId === wholeBank ? t.wholeBank : (branch?.name ?? "")

  useEffect(() => {
    document.title = `${inLanguage(pageWords, language)[page]} · Giliran`
  }, [page, language])

  return (
    <div className="office">
      <header className="office__rail">
        <p className="office__mark">Giliran</p>
        {state.branches.length > 1 ? (
          <label className="office__switch">
            <span className="visually-hidden">{t.branch}</span>
            <select
              value={state.branchId ?? ""}
              onChange={(event) => office.chooseBranch(event.target.value)}
            >
              {state.branches.map(({ branchId, name }) => (
                <option key={branchId} value={branchId}>
                  {branchId === wholeBank ? t.wholeBank : name}
                </option>
              ))}
            </select>
          </label>
        ) : (
          <p className="office__branch">{place || t.office}</p>
        )}
        <nav className="office__nav" aria-label={t.pages}>
          {pages.map((name) => (
            <NavLink key={name} name={name} isHere={name === page} language={language} />
          ))}
        </nav>
        <div className="office__me">
          <p className="office__name">{session.name}</p>
          <p className="office__role">{rolesHere(session, state.branchId, language)}</p>
          <button className="office__out" type="button" onClick={() => void office.signOut()}>
            <LogOut aria-hidden="true" />
            <span>{t.signOut}</span>
          </button>
          <div className="office__choices">
            <LanguageChoice language={language} />
            <ThemeChoice language={language} />
          </div>
        </div>
      </header>
      <main className="office__page" key={`${page} ${state.branchId}`}>
        <Page page={page} office={office} session={session} branch={branch} language={language} />
      </main>
      {state.proof === null ? null : (
        <ProofSheet office={office} session={session} settle={state.proof.settle} language={language} />
      )}
      <IdleWarning office={office} language={language} />
    </div>
  )
}

function NavLink({
  name,
  isHere,
  language,
}: {
  name: PageName
  isHere: boolean
  language: ScreenLanguage
}): ReactNode {
  const Icon = icons[name]
  return (
    <a href={`#${name}`} aria-current={isHere ? "page" : undefined}>
      <Icon aria-hidden="true" />
      <span>{inLanguage(pageWords, language)[name]}</span>
    </a>
  )
}

function Page({
  page,
  office,
  session,
  branch,
  language,
}: {
  page: PageName
  office: Office
  session: SessionAnswer
  branch: OfficeBranch | null
  language: ScreenLanguage
}): ReactNode {
  if (page === "account" || branch === null)
    return <AccountPage office={office} session={session} branch={branch} language={language} />
  const props = { office, branch, language }
  switch (page) {
    case "screens":
      return <ScreensPage {...props} />
    case "voice":
      return (
        <Suspense fallback={null}>
          <VoicePage {...props} />
        </Suspense>
      )
    case "staff":
      return <StaffPage {...props} session={session} />
    case "audit":
      return <AuditPage {...props} />
    case "keys":
      return <KeysPage {...props} />
  }
}

/** The bank itself has no screens and no keys: those are a branch's. */
function pagesFor(branch: OfficeBranch | null): readonly PageName[] {
  const isBank = branch?.branchId === wholeBank
  return [
    ...(mayHere(branch, "see-devices") && !isBank ? (["screens"] as const) : []),
    ...(mayHere(branch, "see-voices") && !isBank ? (["voice"] as const) : []),
    ...(mayHere(branch, "see-staff") ? (["staff"] as const) : []),
    ...(mayHere(branch, "see-audit") ? (["audit"] as const) : []),
    ...(mayHere(branch, "see-keys") && !isBank ? (["keys"] as const) : []),
    "account",
  ]
}

function rolesHere({ grants }: SessionAnswer, branchId: string | null, language: ScreenLanguage): string {
  const here = grants.filter((grant) => grant.branchId === branchId || grant.branchId === wholeBank)
  return here.map(({ role }) => inLanguage(roleWords, language)[role]).join(", ")
}
