import { X } from "lucide-react"
import { type ReactNode, useEffect, useRef } from "react"

/** What somebody wants to press or fill in: the chosen choice, else the first thing there is. */
const FIRST =
  ".sheet__body :is(input:checked, fieldset:not(:has(:checked)) input, input:not([type=radio], [type=checkbox], [hidden]), textarea), .sheet__body :is(button:not(:disabled, [aria-pressed]))"

/** A native dialog: the browser keeps the focus inside, closes it on Escape and gives the focus back. */
export function SheetDialog({
  title,
  closeWords,
  onClose,
  foot,
  children,
}: {
  title: string
  /** Left out, the sheet is closed by its own buttons only: what it shows is shown this once. */
  closeWords?: string
  onClose: () => void
  foot?: ReactNode
  children: ReactNode
}): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null)
  const isClosable = closeWords !== undefined
  useEffect(() => {
    const before = document.activeElement
    dialog.current?.showModal()
    // The browser would choose the close button, which comes first.
    const first = dialog.current?.querySelector<HTMLElement>("[data-first]")
    const wanted = first ?? dialog.current?.querySelector<HTMLElement>(FIRST)
    wanted?.focus()
    return () => {
      // A dialog that is taken away gives nothing back by itself. At the desk nothing has the focus: its keys are the shortcuts'.
      if (before instanceof HTMLElement && !before.closest(".desk")) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-label={title}
      onClose={onClose}
      onCancel={(event) => {
        if (!isClosable) event.preventDefault()
      }}
      onKeyDown={(event) => {
        // A browser closes on a second Escape whatever `cancel` says.
        if (!isClosable && event.key === "Escape") event.preventDefault()
      }}
      onPointerDown={(event) => {
        // The dialog itself is hit only beside its content: that is the dark around it.
        if (isClosable && event.target === event.currentTarget) onClose()
      }}
    >
      <div className="sheet__inside">
        <header className="sheet__head">
          <h2>{title}</h2>
          {isClosable ? (
            <button className="sheet__close" type="button" onClick={onClose}>
              <X aria-hidden="true" />
              <span>{closeWords}</span>
              <kbd className="key-cap">Esc</kbd>
            </button>
          ) : null}
        </header>
        <div className="sheet__body">{children}</div>
        {foot}
      </div>
    </dialog>
  )
}
