import { Button } from "@giliran/client/button.tsx"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import { Check, Copy, Printer } from "lucide-react"
import { type ReactNode, useState } from "react"
import { SheetDialog } from "@giliran/client/parts/sheet-dialog.tsx"
import { officePhrases } from "./office-phrases.ts"

/** Shows a secret this once: large, to copy and to print; closed by saying that it is kept, and in no other way. */
export function OnceSheet({
  title,
  about,
  secrets,
  language,
  close,
}: {
  title: string
  /** Whose, and until when. */
  about: string
  secrets: readonly string[]
  language: ScreenLanguage
  close: () => void
}): ReactNode {
  const t = inLanguage(officePhrases, language)
  return (
    <SheetDialog title={title} onClose={close}>
      <p className="sheet__line">{about}</p>
      <SecretCard secrets={secrets} />
      <p className="field__help">{t.onceLine}</p>
      <div className="sheet__buttons no-print">
        <KeepButtons secrets={secrets} language={language} />
        <Button look="primary" onClick={close}>
          {t.done}
        </Button>
      </div>
    </SheetDialog>
  )
}

export function SecretCard({ secrets }: { secrets: readonly string[] }): ReactNode {
  return (
    <ul className="secrets" data-many={secrets.length > 1 ? "" : undefined}>
      {secrets.map((secret) => (
        <li key={secret}>
          <code data-long={secret.length > 24 ? "" : undefined}>{secret}</code>
        </li>
      ))}
    </ul>
  )
}

export function KeepButtons({
  secrets,
  language,
}: {
  secrets: readonly string[]
  language: ScreenLanguage
}): ReactNode {
  const t = inLanguage(officePhrases, language)
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await copyText(secrets.join("\n"))
    setCopied(true)
  }
  return (
    <>
      <Button icon={isCopied ? Check : Copy} onClick={() => void copy()}>
        {isCopied ? t.copied : t.copy}
      </Button>
      <Button icon={Printer} onClick={() => print()}>
        {t.print}
      </Button>
    </>
  )
}

/** Without https, on a branch's own network, there is no clipboard but the one of a selection. */
async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const field = document.createElement("textarea")
  field.value = text
  const place = document.querySelector("dialog[open]") ?? document.body
  place.append(field)
  field.select()
  document.execCommand("copy")
  field.remove()
}
