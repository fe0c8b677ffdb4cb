import type { StaffCaller } from "../access/caller.ts"
import type { NewPasswordBody, ProveBody, SignInBody } from "@giliran/contract/sessions"
import type { Instant } from "@giliran/contract/basics"
import type { Ledger } from "../branch/ledger.ts"
import type { Transact, Tx } from "../database/tx.ts"
import type { SessionMethod, StaffTable, StaffChange, StaffRow } from "./staff-table.ts"
import { chainOf, type Known, type NotRecognised, type Recogniser } from "./recognise.ts"
import { isTooWeak } from "./password-policy.ts"
import { hashOfPassword, isOutdated } from "./passwords.ts"
import { type From, renewSession, type Started, startSession } from "./sessions.ts"

export type SignInRefusal =
  | NotRecognised
  /** Right, and a one-time secret. */
  | { readonly refused: "new-password-needed" }
  | { readonly refused: "password-too-weak" }

/** The doors of staff: each gives a session with a new token, by the transaction that it is handed, or says why not. */
export interface SignIn {
  signIn(typed: SignInBody, from: From, transact: Transact): Promise<Started | SignInRefusal>
  /** With the password that there is, or the one-time secret: puts a new one in its place, ends all sessions, and signs in. */
  newPassword(typed: NewPasswordBody, from: From, transact: Transact): Promise<Started | SignInRefusal>
  /** Whoever is signed in shows once more who it is. */
  prove(
    caller: StaffCaller,
    typed: ProveBody,
    from: From,
    transact: Transact,
  ): Promise<Started | SignInRefusal>
  /** How the session had begun. */
  signOut(tx: Tx, caller: StaffCaller, from: From): Promise<SessionMethod | null>
}

export interface SignInNeeds {
  readonly book: StaffTable
  readonly ledger: Pick<Ledger, "branches">
  readonly recogniser: Recogniser
  readonly now: () => Instant
}

export function signIn({ book, ledger, recogniser, now }: SignInNeeds): SignIn {
  /** The transaction that lets somebody in: null where what was right a moment ago no longer is. */
  const letIn = async (
    transact: Transact,
    known: Known,
    isChange: boolean,
    work: (change: StaffChange, member: StaffRow) => Promise<Started | null>,
  ): Promise<Started | NotRecognised> => {
    const started = await transact(async (tx) => {
      const change = await book[isChange ? "change" : "admit"](tx)
      const member = await recogniser.confirm(change, known)
      const inside = member && (await work(change, member))
      if (member && inside && known.second.kind === "recovery-code")
        await change.record({
          ...entryOf(member, known.tried.address, now()),
          act: "recovery-code-used",
          body: { left: member.recoveryCodes.length },
        })
      return inside
    })
    return started ?? recogniser.fail(known.member.staffId, "replayed-code", known.tried)
  }

  return {
    async signIn({ staffId, password, code }, from, transact) {
      const known = await recogniser.recognise({ staffId, password, code }, from.address)
      if ("refused" in known) return known
      if (known.member.secretUntil !== null) {
        await known.forgive()
        return { refused: "new-password-needed" }
      }
      const { passwordHash } = known.member
      const renewed = passwordHash && isOutdated(passwordHash) ? await hashOfPassword(password) : passwordHash
      // The session that this browser had ends: every server must hear of it.
      return letIn(transact, known, from.previousToken !== null, async (change, member) => {
        const saved = { ...member, passwordHash: renewed }
        await change.save(saved)
        await change.record(signedIn(saved, "password", from.address, now()))
        return startSession(change, saved, "password", from, now())
      })
    },

    async newPassword({ staffId, password, newPassword, code }, from, transact) {
      const known = await recogniser.recognise({ staffId, password, code }, from.address)
      if ("refused" in known) return known
      if (password === newPassword || (await isWeakFor(known.member, newPassword, ledger))) {
        await known.forgive()
        return { refused: "password-too-weak" }
      }
      const passwordHash = await hashOfPassword(newPassword)
      return letIn(transact, known, true, async (change, member) => {
        const saved = { ...member, passwordHash, secretUntil: null }
        await change.save(saved)
        await change.endSessionsOf(saved.staffId, { at: now(), by: "revoked" })
        const entry = entryOf(saved, from.address, now())
        await change.record({ ...entry, act: "password-changed", body: {} })
        await change.record(signedIn(saved, "password", from.address, now()))
        return startSession(change, saved, "password", from, now())
      })
    },

    async prove({ staffId, session }, { password, code }, from, transact) {
      const known = await recogniser.recognise({ staffId, password, code }, from.address)
      if ("refused" in known) return known
      if (known.member.secretUntil !== null) {
        await known.forgive()
        return { refused: "new-password-needed" }
      }
      return letIn(transact, known, true, async (change, member) => {
        const found = await change.session(session.digest)
        if (!found || found.session.endedAt !== null) return null
        await change.save(member)
        await change.record({ ...entryOf(member, from.address, now()), act: "proved-again", body: {} })
        return renewSession(change, { ...found, member }, now())
      })
    },

    async signOut(tx, { staffId, grants, session }, { address }) {
      const change = await book.change(tx)
      const found = await change.session(session.digest)
      await change.endSession(session.digest, { at: now(), by: "signed-out" })
      await change.record({ ...entryOf({ staffId, grants }, address, now()), act: "signed-out", body: {} })
      return found?.session.method ?? null
    },
  }
}

export function entryOf(member: Pick<StaffRow, "staffId" | "grants">, address: string, at: Instant) {
  return { chain: chainOf(member), at, actor: `staff ${member.staffId}`, address } as const
}

export function signedIn(member: StaffRow, method: SessionMethod, address: string, at: Instant) {
  return { ...entryOf(member, address, at), act: "signed-in", body: { method } } as const
}

async function isWeakFor(
  { staffId, name, grants }: StaffRow,
  password: string,
  ledger: Pick<Ledger, "branches">,
): Promise<boolean> {
  const branches = await ledger.branches()
  const own = branches.filter(({ id }) => grants.some(({ branchId }) => branchId === id || branchId === "*"))
  const names = own.flatMap((branch) => [branch.name, branch.plan.brand?.bankName ?? ""])
  return isTooWeak(password, { staffId, names: [name, ...new Set(names)] })
}
