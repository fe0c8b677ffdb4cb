import { Button } from "@giliran/client/button.tsx"
import type { Phrases } from "@giliran/client/phrases"
import { type ReactNode, useEffect, useRef } from "react"
import type { ticketPhrases } from "./phrases.ts"

/** Asks once more: a number that was given up does not come back. */
export const WithdrawDialog = ({
  number,
  isOpen,
  t,
  onKeep,
  onWithdraw,
}: {
  number: string
  isOpen: boolean
  t: Phrases<typeof ticketPhrases>
  onKeep: () => void
  onWithdraw: () => void
}): ReactNode => {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (isOpen) dialog.current?.showModal()
    else dialog.current?.close()
  }, [isOpen])
  return (
    <dialog className="ask" ref={dialog} aria-labelledby="ask-title" closedby="any" onClose={onKeep}>
      <h2 id="ask-title">{t.withdrawTitle({ number })}</h2>
      <p>{t.withdrawLine}</p>
      <Button look="primary" onClick={onKeep}>
        {t.keep}
      </Button>
      <Button onClick={onWithdraw}>{t.withdrawYes}</Button>
    </dialog>
  )
}
