import { type ReactNode, useEffect, useRef } from "react"

/** Over everything, open sheets as well: the page under it stays as it was, unseen and out of reach. */
export function Curtain({ title, children }: { title: string; children: ReactNode }): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const before = document.activeElement
    dialog.current?.showModal()
    dialog.current?.querySelector<HTMLElement>("[type=password]")?.focus()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      className="curtain"
      aria-label={title}
      onCancel={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        // A browser closes on a second Escape whatever `cancel` says.
        if (event.key === "Escape") event.preventDefault()
      }}
    >
      {children}
    </dialog>
  )
}
