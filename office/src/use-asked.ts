import type { SendProblem } from "@giliran/client/api-client"
import { useCallback, useEffect, useState } from "react"
import { useStore } from "zustand"
import type { Office } from "./office.ts"

export interface Asked<Answer> {
  readonly answer: Answer | null
  readonly problem: SendProblem | null
  readonly again: () => Promise<void>
}

/** What the server says at this path; asked again after a change, and when the person has come back. Null asks nothing. */
export function useAsked<Answer>(office: Office, path: string | null): Asked<Answer> {
  const isIn = useStore(office.state, ({ standing }) => standing.status === "in")
  const [told, setTold] = useState<{
    readonly path: string
    readonly answer: Answer | null
    readonly problem: SendProblem | null
  } | null>(null)
  const again = useCallback(async () => {
    if (path === null) return
    const sent = await office.read<Answer>(path)
    setTold((before) =>
      sent.ok
        ? { path, answer: sent.body, problem: null }
        : { path, answer: before?.path === path ? before.answer : null, problem: sent.problem },
    )
  }, [office, path])
  useEffect(() => {
    const look = () => {
      if (isIn && document.visibilityState === "visible") void again()
    }
    look()
    document.addEventListener("visibilitychange", look)
    return () => document.removeEventListener("visibilitychange", look)
  }, [isIn, again])
  return told?.path === path
    ? { answer: told.answer, problem: told.problem, again }
    : { answer: null, problem: null, again }
}
