import { createApiClient } from "@giliran/client/api-client"
import { deskSettings } from "@giliran/client/desk-settings"
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
    let hasLeft = false
    const askForCounters = countersOf(desk)
    const ask = async () => {
      const answer = await askForCounters()
      if (answer && !hasLeft) setList(answer)
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
      hasLeft = true
    }
  }, [desk])
  return list
}

/** As the screen itself asks, before anybody has signed in. */
function countersOf(desk: Desk): () => Promise<CountersList | null> {
  const ask = createApiClient({
    credentials: () => desk.pairing()?.ownCredentials() ?? { kind: "session" },
    language: () => deskSettings.getState().language,
    tries: "once",
    onNotSignedIn: desk.duty.ended,
  })
  return async () => {
    const pairing = desk.pairing()
    if (!pairing) return null
    const sent = await ask<CountersList>("GET", `/v1/branches/${encodeURIComponent(pairing.branch)}/counters`)
    if (!sent.ok) return null
    // The PC of a counter stands at that one and no other.
    const isHere = ({ id }: { readonly id: string }) =>
      pairing.counter === undefined || id === pairing.counter
    return { ...sent.body, counters: sent.body.counters.filter(isHere) }
  }
}
