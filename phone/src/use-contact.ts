import type { Ask, Sent } from "@giliran/client/api-client"
import type { TicketContactAnswer } from "@giliran/contract/privacy"
import { useCallback, useEffect, useRef, useState } from "react"

export interface Contact {
  /** Null until the branch has said what it asks for. */
  readonly answer: TicketContactAnswer | null
  readonly problem: string | null
  /** A number was kept here, and is deleted now. */
  readonly isDeleted: boolean
  /** Resolves with whether it is kept. */
  readonly leave: (given: { phone: string; purpose: string; language: string }) => Promise<boolean>
  readonly withdraw: () => Promise<void>
}

/** The phone number of a ticket. It goes to the branch and nowhere else: this page keeps none of it. */
export const useContact = (path: string, ask: Ask): Contact => {
  const [answer, setAnswer] = useState<TicketContactAnswer | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isDeleted, setDeleted] = useState(false)
  // Another language makes another client, and asks nothing anew.
  const latest = useRef(ask)
  useEffect(() => {
    latest.current = ask
  }, [ask])

  const hear = useCallback((sent: Sent<TicketContactAnswer>): boolean => {
    if (sent.ok) setAnswer(sent.body)
    setProblem(sent.ok ? null : sent.problem.detail)
    return sent.ok
  }, [])

  const look = useCallback(async () => {
    const sent = await latest.current<TicketContactAnswer>("GET", path)
    // What cannot be asked is not offered: the ticket itself works without it.
    if (sent.ok) setAnswer(sent.body)
  }, [path])

  useEffect(() => {
    void look()
  }, [look])

  return {
    answer,
    problem,
    isDeleted,
    leave: async (given) => {
      setDeleted(false)
      const sent = await latest.current<TicketContactAnswer>("POST", path, given)
      if (!sent.ok && sent.problem.code === "purpose-changed") await look()
      return hear(sent)
    },
    withdraw: async () => {
      setDeleted(hear(await latest.current<TicketContactAnswer>("DELETE", path)))
    },
  }
}
