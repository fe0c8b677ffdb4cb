import { Cable, LoaderCircle, LockKeyhole, type LucideIcon, LogIn } from "lucide-react"
import type { ReactNode } from "react"
import { PairingScreen } from "./pairing-screen.tsx"
import { inLanguage, type ScreenLanguage, sharedPhrases } from "./phrases.ts"
import type { PairedScreen } from "./sign-in.ts"
import type { Link } from "./view-store.ts"

/** Whether a screen has to say how it stands with the server instead of what it last heard. */
export const isBeforeView = ({ status }: Link): boolean =>
  status === "not-paired" || status === "refused" || status === "signed-out"

/** What a screen shows before its first view: connecting, its code, turned away, or waiting for somebody to sign in. */
export const BeforeView = ({
  link,
  screen,
  language,
}: {
  link: Link
  screen: PairedScreen
  language: ScreenLanguage
}): ReactNode => {
  const t = inLanguage(sharedPhrases, language)
  switch (link.status) {
    case "not-paired":
      return link.offer.step === "code" ? (
        <PairingScreen
          screen={screen}
          language={language}
          code={link.offer.code}
          wasPaired={link.offer.wasPaired}
        />
      ) : (
        <Notice icon={LockKeyhole} title={t.insecure} line={t.insecureLine}>
          <p>
            <code className="notice__command">{`https://${location.hostname}${location.pathname}`}</code>
          </p>
        </Notice>
      )
    case "refused":
      return <Notice icon={Cable} title={t.refused} line={t.refusedLine} />
    case "signed-out":
      return <Notice icon={LogIn} title={t.signedOut} line={t.signedOutLine} />
    case "connecting":
    case "live":
    case "lost":
      return <Notice icon={LoaderCircle} title={t.connecting} line={t.connectingLine} />
  }
}

const Notice = ({
  icon: Icon,
  title,
  line,
  children,
}: {
  icon: LucideIcon
  title: string
  line: string
  children?: ReactNode
}): ReactNode => (
  <main className="notice">
    <Icon aria-hidden="true" />
    <h1 className="notice__title">{title}</h1>
    <p className="notice__line">{line}</p>
    {children}
  </main>
)
