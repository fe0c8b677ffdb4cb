import { type Ask, createApiClient } from "@giliran/client/api-client"
import type { BranchList } from "@giliran/contract/access"
import type { SessionAnswer } from "@giliran/contract/sessions"
import { createStore, type StoreApi } from "zustand/vanilla"
import { deskSettings } from "@giliran/client/desk-settings"

/** Who works at this screen by a session of their own, rather than by a token that the screen was given. */
export type DutyState =
  /** Nobody, as far as is known. */
  | { readonly status: "nobody" }
  /** Signed in, and works in several branches: which is it today? */
  | { readonly status: "choosing"; readonly session: SessionAnswer; readonly branches: Branches }
  | { readonly status: "in"; readonly session: SessionAnswer }
  /** The session ended while the counter is held: the desk stays as it is until the same person, or another, signs in. */
  | { readonly status: "away"; readonly session: SessionAnswer }
  /** Signed in, and no role lets this person work at a counter here. */
  | { readonly status: "not-here"; readonly session: SessionAnswer }

type Branches = BranchList["branches"]

export interface Duty {
  readonly state: StoreApi<DutyState>
  readonly ask: Ask
  /** Whether somebody is signed in at this browser already. */
  readonly look: () => Promise<void>
  readonly signedIn: (session: SessionAnswer) => Promise<void>
  readonly choose: (branchId: string) => void
  /** The server no longer knows the session. */
  readonly ended: () => void
  readonly signOut: () => Promise<void>
}

export interface DutyNeeds {
  /** The branch that this screen was paired with, where it was. */
  readonly branch: () => string | null
  readonly enter: (branch: string) => void
  /** Somebody else than before has signed in. */
  readonly changed: () => void
}

/** A password takes its time to be checked. */
const signInWithinMs = 15_000

export function openDuty({ branch, enter, changed }: DutyNeeds): Duty {
  const state = createStore<DutyState>(() => ({ status: "nobody" }))
  const ask = createApiClient({
    credentials: () => ({ kind: "session" }),
    language: () => deskSettings.getState().language,
    tries: "once",
    answerWithinMs: signInWithinMs,
  })

  const begin = (session: SessionAnswer, branchId: string) => {
    const before = state.getState()
    if ("session" in before && before.session.staffId !== session.staffId) changed()
    state.setState({ status: "in", session }, true)
    enter(branchId)
  }

  const signedIn = async (session: SessionAnswer): Promise<void> => {
    const listed = await ask<BranchList>("GET", "/v1/branches")
    const all = listed.ok ? listed.body.branches : []
    const branches = all.filter(({ may }) => may.includes("work-counter"))
    const here = branches.find(({ branchId }) => branchId === branch())
    const only = branches.length === 1 ? branches[0] : undefined
    const chosen = branch() === null ? only : here
    if (chosen) begin(session, chosen.branchId)
    else if (branches.length === 0 || branch() !== null) state.setState({ status: "not-here", session }, true)
    else state.setState({ status: "choosing", session, branches }, true)
  }

  return {
    state,
    ask,
    async look() {
      const sent = await ask<SessionAnswer>("GET", "/v1/session")
      if (sent.ok) await signedIn(sent.body)
    },
    signedIn,
    choose(branchId) {
      const now = state.getState()
      if (now.status !== "choosing") return
      // The counter of before was another branch's.
      changed()
      begin(now.session, branchId)
    },
    ended() {
      const now = state.getState()
      if (now.status === "in") state.setState({ status: "away", session: now.session }, true)
    },
    async signOut() {
      await ask("DELETE", "/v1/session")
      state.setState({ status: "nobody" }, true)
    },
  }
}
