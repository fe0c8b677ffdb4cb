import type { TotpOffer } from "@giliran/contract/sessions"
import type { Instant } from "@giliran/contract/basics"
import type { StaffTable } from "./staff-table.ts"
import { entryOf } from "./sign-in.ts"
import type { StaffCaller } from "../access/caller.ts"
import type { Tx } from "../database/tx.ts"
import { renewSession, type Started } from "./sessions.ts"
import { newAuthenticator, newRecoveryCodes, stepOfCode } from "./totp.ts"

/** Setting up the authenticator, in two steps: it counts when it has shown a code. */
export interface TotpSetUp {
  /** Null for somebody whom the bank's own provider lets in. */
  offer(tx: Tx, caller: StaffCaller, bank: string): Promise<TotpOffer | null>
  /** Gives recovery codes and a session with a new token; ends the person's other sessions. Null for a wrong code. */
  confirm(
    tx: Tx,
    caller: StaffCaller,
    code: string,
    address: string,
  ): Promise<{ readonly started: Started; readonly recoveryCodes: readonly string[] } | null>
}

export interface TotpSetUpNeeds {
  readonly book: StaffTable
  readonly secretKey: Buffer
  readonly now: () => Instant
}

export function totpSetUp({ book, secretKey, now }: TotpSetUpNeeds): TotpSetUp {
  return {
    async offer(tx, { staffId }, bank) {
      const { secret, uri, sealed } = newAuthenticator(secretKey, staffId, bank)
      const change = await book.admit(tx)
      const member = await change.member(staffId)
      if (!member || member.passwordHash === null) return null
      await change.save({ ...member, totpOffer: sealed })
      return { secret, uri }
    },

    async confirm(tx, { staffId, session }, code, address) {
      const { codes, digests } = newRecoveryCodes()
      const change = await book.change(tx)
      const found = await change.session(session.digest)
      if (!found || found.session.endedAt !== null || found.member.totpOffer === null) return null
      const { totpOffer } = found.member
      const step = stepOfCode(secretKey, staffId, totpOffer, code, now())
      if (step === null) return null
      const member = {
        ...found.member,
        totpSecret: totpOffer,
        totpOffer: null,
        totpLastStep: step,
        recoveryCodes: digests,
      }
      await change.save(member)
      await change.endSessionsOf(staffId, { at: now(), by: "revoked" })
      await change.record({ ...entryOf(member, address, now()), act: "totp-set-up", body: {} })
      return { started: await renewSession(change, { ...found, member }, now()), recoveryCodes: codes }
    },
  }
}
