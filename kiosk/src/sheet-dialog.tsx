import { type ReactNode, useEffect, useRef } from "react"
import { showSheet } from "./visit-store.ts"

export const closeSheet = (): void => showSheet(null)

/** A calm sheet over the screen. It stays on the page when it is closed, so that its opening is heard. */
export const SheetDialog = ({
  isShown,
  titleId,
  children,
}: {
  isShown: boolean
  titleId: string
  children: ReactNode
}): ReactNode => {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (!isShown) dialog.current?.close()
    else if (dialog.current?.open === false) dialog.current.showModal()
  }, [isShown])
  return (
    <dialog className="sheet" ref={dialog} aria-labelledby={titleId} closedby="any" onClose={closeSheet}>
      {isShown ? children : null}
    </dialog>
  )
}
