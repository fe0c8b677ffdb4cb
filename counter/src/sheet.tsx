import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import { X } from "lucide-react"
import { type ReactNode, useEffect, useRef } from "react"
import { counterPhrases } from "./counter-phrases.ts"
import type { Desk } from "./desk.ts"
import { Notice } from "./notice.tsx"

/** What a teller wants to press or fill in: the chosen choice, else the first thing there is. */
const FIRST =
  ".sheet__body :is(input:checked, fieldset:not(:has(:checked)) input, input:not([type=radio]), textarea), .sheet__body :is(button:not(:disabled, [aria-pressed]))"

/** A native dialog: the browser keeps the focus inside, closes it on Escape and gives the focus back. */
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
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
    // The browser would choose the close button, which comes first.
    dialog.current?.querySelector<HTMLElement>(FIRST)?.focus()
  }, [])
  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-label={title}
      onClose={onClose}
      onPointerDown={(event) => {
        // The dialog itself is hit only beside its content: that is the dark around it.
        if (event.target === event.currentTarget) onClose()
      }}
    >
      <div className="sheet__inside">
        <header className="sheet__head">
          <h2>{title}</h2>
          <button className="sheet__close" type="button" onClick={onClose}>
            <X aria-hidden="true" />
            <span>{inLanguage(counterPhrases, language).close}</span>
            <kbd className="key-cap">Esc</kbd>
          </button>
        </header>
        <div className="sheet__body">{children}</div>
        {/* The desk's own notice lies under the open sheet. */}
        <Notice desk={desk} language={language} />
      </div>
    </dialog>
  )
}
