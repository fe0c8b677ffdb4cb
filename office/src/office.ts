import {
  type Ask,
  createApiClient,
  isServerAway,
  type Method,
  type Sent,
  type SendProblem,
} from "@giliran/client/api-client"
import { createServerClock, type ServerClock } from "@giliran/client/server-clock"
import type { BranchList } from "@giliran/contract/access"
import type { SessionAnswer, SignedOut } from "@giliran/contract/sessions"
import type { Instant } from "@giliran/contract/basics"
import { inLanguage } from "@giliran/client/phrases"
import { createStore, type StoreApi } from "zustand/vanilla"
import { deskSettings } from "@giliran/client/desk-settings"
import { officePhrases } from "./office-phrases.ts"
import { type OfficeBranch, wholeBank } from "./place.ts"

/** How somebody stands at this page. */
export type Standing =
  /** Not known yet. */
  | { readonly status: "opening" }
  | { readonly status: "nobody" }
  /** Nothing is allowed before the authenticator is set up. */
  | { readonly status: "limited"; readonly session: SessionAnswer }
  | { readonly status: "in"; readonly session: SessionAnswer }
  /** Was signed in and is no more: the page stays under the sign-in, for the same person's return. */
  | { readonly status: "ended"; readonly session: SessionAnswer }

export interface OfficeState {
  readonly standing: Standing
  /** Where this person may go, and do what there. */
  readonly branches: readonly OfficeBranch[]
  readonly branchId: string | null
  /** Somebody is asked once more who it is; `settle` goes on with what was being done, or gives it up. */
  readonly proof: { readonly settle: (isProven: boolean) => void } | null
  /** By the server's clock; moves with each act. */
  readonly idleUntil: Instant | null
  /** What the last act came to. */
  readonly notice: string | null
  /** Of a new screen, from the link of its QR, until it is approved or put away. */
  readonly pairCode: string | null
}

/** The branch office's page: who is signed in, where, and every request that a button makes. */
export interface Office {
  readonly state: StoreApi<OfficeState>
  readonly clock: ServerClock
  readonly ask: Ask
  /** For reading: notices when the session has ended. */
  readonly read: <Answer>(path: string) => Promise<Sent<Answer>>
  /** For changing: asks for a fresh proof where the server wants one, and then goes on by itself. */
  readonly act: <Answer>(method: Method, path: string, body?: object) => Promise<Sent<Answer>>
  readonly open: () => Promise<void>
  readonly signedIn: (session: SessionAnswer) => Promise<void>
  readonly signOut: () => Promise<void>
  readonly staySignedIn: () => Promise<void>
  /** Asks how the session stands, which is no act: another tab may have moved its end. */
  readonly look: () => Promise<unknown>
  readonly chooseBranch: (branchId: string) => void
  readonly tell: (notice: string | null) => void
  readonly keepPairCode: (code: string | null) => void
}

const openAgainMs = 3_000
/** A password takes its time to be checked, and a record its time to be searched. */
const answerWithinMs = 15_000

export function openOffice(): Office {
  const clock = createServerClock()
  const state = createStore<OfficeState>(() => ({
    standing: { status: "opening" },
    branches: [],
    branchId: keptBranch(),
    proof: null,
    idleUntil: null,
    notice: null,
    pairCode: null,
  }))
  const ask = createApiClient({
    credentials: () => ({ kind: "session" }),
    tries: "once",
    answerWithinMs,
    language: () => deskSettings.getState().language,
    heard: (at) => clock.heard(at),
  })

  const ended = () => {
    const { standing, proof } = state.getState()
    if (standing.status !== "in" && standing.status !== "limited") return
    proof?.settle(false)
    state.setState({ standing: { status: "ended", session: standing.session }, idleUntil: null })
  }

  const noticing = async <Answer>(asked: Promise<Sent<Answer>>): Promise<Sent<Answer>> => {
    const sent = await asked
    if (!sent.ok && sent.problem.code === "not-signed-in") {
      ended()
      // Read when the person is back: nothing was done, and the button is still there.
      const detail = inLanguage(officePhrases, deskSettings.getState().language).onceMore
      return { ok: false, problem: { ...sent.problem, detail } }
    }
    if (!sent.ok && sent.problem.code === "totp-needed") await look()
    return sent
  }

  const prove = () =>
    new Promise<boolean>((resolve) => {
      state.setState({
        proof: {
          settle: (isProven) => {
            state.setState({ proof: null })
            resolve(isProven)
          },
        },
      })
    })

  const look = async (): Promise<SendProblem | null> => {
    const sent = await ask<SessionAnswer>("GET", "/v1/session")
    if (!sent.ok) {
      if (sent.problem.code === "not-signed-in") ended()
      return sent.problem
    }
    const { standing } = state.getState()
    const isKnown =
      standing.status === "in" && standing.session.staffId === sent.body.staffId && !sent.body.limitedTo
    if (isKnown)
      state.setState({ standing: { status: "in", session: sent.body }, idleUntil: sent.body.idleUntil })
    else await signedIn(sent.body)
    return null
  }

  const signedIn = async (session: SessionAnswer): Promise<void> => {
    const before = state.getState().standing
    if (session.limitedTo) {
      state.setState({ standing: { status: "limited", session }, idleUntil: session.idleUntil })
      return
    }
    const listed = await ask<BranchList>("GET", "/v1/branches")
    const branches = listed.ok ? placesOf(listed.body) : []
    const isOther = "session" in before && before.session.staffId !== session.staffId
    state.setState(({ branchId }) => ({
      standing: { status: "in", session },
      branches,
      branchId: branches.some((branch) => branch.branchId === branchId)
        ? branchId
        : (branches[0]?.branchId ?? null),
      idleUntil: session.idleUntil,
      ...(isOther && { notice: null }),
    }))
  }

  return {
    state,
    clock,
    ask,
    read: (path) => noticing(ask("GET", path)),
    async act<Answer>(method: Method, path: string, body?: object) {
      const sent = await noticing(ask<Answer>(method, path, body))
      if (sent.ok || sent.problem.code !== "fresh-sign-in-needed") return sent
      return (await prove()) ? noticing(ask<Answer>(method, path, body)) : sent
    },
    async open() {
      const problem = await look()
      if (problem === null) return
      if (isServerAway(problem)) setTimeout(() => void this.open(), openAgainMs)
      else state.setState({ standing: { status: "nobody" } })
    },
    signedIn,
    async signOut() {
      const sent = await ask<SignedOut>("DELETE", "/v1/session")
      state.setState({ standing: { status: "nobody" }, branches: [], idleUntil: null, notice: null })
      // Out at the bank's own provider as well.
      if (sent.ok && sent.body.endSessionUrl !== null) location.assign(sent.body.endSessionUrl)
    },
    async staySignedIn() {
      // To ask how long there is, is no act; this is one.
      await noticing(ask("GET", "/v1/branches"))
      await look()
    },
    look,
    chooseBranch(branchId) {
      keepBranch(branchId)
      state.setState({ branchId, notice: null })
    },
    tell: (notice) => state.setState({ notice }),
    keepPairCode: (pairCode) => state.setState({ pairCode }),
  }
}

/** The bank itself stands last: what happens happens in branches. */
function placesOf({ branches, bank }: BranchList): readonly OfficeBranch[] {
  if (bank.may.length === 0) return branches
  const zone = branches[0]?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  return [...branches, { branchId: wholeBank, name: "", zone, ...bank }]
}

const BRANCH_KEY = "giliran.office-branch"

function keptBranch(): string | null {
  try {
    return localStorage.getItem(BRANCH_KEY)
  } catch {
    return null
  }
}

function keepBranch(branchId: string): void {
  try {
    localStorage.setItem(BRANCH_KEY, branchId)
  } catch {
    // The first branch of the list is shown next time.
  }
}
