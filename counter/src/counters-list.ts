import { headersOf } from "@giliran/client/credentials"
import type { Teller } from "@giliran/contract/ticket"
import type { CounterView } from "@giliran/contract/counter-view"
import { useEffect, useState } from "react"
import type { Desk } from "./desk.ts"

/** The branch's counters before one is chosen, and who holds them. */
export interface CountersList {
  readonly branch: Pick<CounterView["branch"], "name" | "brand">
  readonly counters: readonly {
    readonly id: string
    readonly status: "open" | "paused" | "closed"
    readonly teller: Teller | null
  }[]
}

const ASK_AGAIN_MS = 3_000
/** This often without a sign of anybody. */
const ASKED_ALONE = 20

/** Null until the first answer; asked again and again, so that a counter that becomes free looks free. */
export function useCountersList(desk: Desk): CountersList | null {
  const [list, setList] = useState<CountersList | null>(null)
  useEffect(() => {
    const leaving = new AbortController()
    const ask = async () => {
      const answer = await askForCounters(desk, leaving.signal)
      if (answer && !leaving.signal.aborted) setList(answer)
    }
    // With a session each question is an act: a desk that nobody is at must not keep it open.
    let unseen = 0
    const seen = () => {
      unseen = 0
    }
    const askUnlessAlone = () => {
      unseen++
      if (desk.pairing()?.ownCredentials().kind !== "session" || unseen <= ASKED_ALONE) void ask()
    }
    void ask()
    const timer = setInterval(askUnlessAlone, ASK_AGAIN_MS)
    for (const sign of ["pointermove", "pointerdown", "keydown"]) addEventListener(sign, seen)
    return () => {
      clearInterval(timer)
      for (const sign of ["pointermove", "pointerdown", "keydown"]) removeEventListener(sign, seen)
      leaving.abort()
    }
  }, [desk])
  return list
}

async function askForCounters(desk: Desk, signal: AbortSignal): Promise<CountersList | null> {
  const pairing = desk.pairing()
  if (!pairing) return null
  try {
    const answer = await fetch(`/v1/branches/${encodeURIComponent(pairing.branch)}/counters`, {
      headers: headersOf(pairing.ownCredentials()),
      signal,
    })
    if (answer.status === 401) desk.duty.ended()
    if (!answer.ok) return null
    const list = (await answer.json()) as CountersList
    // The PC of a counter stands at that one and no other.
    const isHere = ({ id }: { readonly id: string }) =>
      pairing.counter === undefined || id === pairing.counter
    return { ...list, counters: list.counters.filter(isHere) }
  } catch {
    return null
  }
}
