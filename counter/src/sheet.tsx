import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { ReactNode } from "react"
import { counterPhrases } from "./counter-phrases.ts"
import type { Desk } from "./desk.ts"
import { Notice } from "./notice.tsx"
import { SheetDialog } from "@giliran/client/parts/sheet-dialog.tsx"

/** A sheet of the desk, with what the server says about its orders: the desk's own notice lies under it. */
export function Sheet({
  desk,
  title,
  language,
  onClose,
  children,
}: {
  desk: Desk
  title: string
  language: ScreenLanguage
  onClose: () => void
  children: ReactNode
}): ReactNode {
  return (
    <SheetDialog
      title={title}
      closeWords={inLanguage(counterPhrases, language).close}
      onClose={onClose}
      foot={<Notice desk={desk} language={language} />}
    >
      {children}
    </SheetDialog>
  )
}
