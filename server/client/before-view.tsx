import { Cable, LoaderCircle } from "lucide-react"
import type { ReactNode } from "react"
import { inLanguage, type ScreenLanguage, sharedPhrases } from "./phrases.ts"
import type { PairedScreen } from "./sign-in.ts"
import type { Link } from "./view-store.ts"

/** What a screen shows before its first view: connecting, not paired (and how to pair it), or turned away. */
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
  if (link.status !== "not-paired" && link.status !== "refused") {
    return (
      <main className="notice">
        <LoaderCircle aria-hidden="true" />
        <h1 className="notice__title">{t.connecting}</h1>
        <p className="notice__line">{t.connectingLine}</p>
      </main>
    )
  }
  const role = screen === "counter" ? "teller" : screen
  return (
    <main className="notice">
      <Cable aria-hidden="true" />
      <h1 className="notice__title">{t.notPaired}</h1>
      <p className="notice__line">{link.status === "refused" ? t.refusedLine : t.notPairedLine}</p>
      <p>
        <code className="notice__command">{`pnpm -s giliran token --role ${role} --branch BRANCH`}</code>
      </p>
      <p>
        <code className="notice__command">{`${location.origin}/${screen}/#token=TOKEN&branch=BRANCH`}</code>
      </p>
    </main>
  )
}
