import type { AuditAct } from "@giliran/contract/audit"
import type { RoleGrant } from "@giliran/contract/access"
import type { BranchId, Instant, TellerId } from "@giliran/contract/basics"
import type { Tx } from "../database/tx.ts"
import type { StaffTable, StaffChange, StaffRow } from "./staff-table.ts"
import type { OneTimeSecret } from "./one-time-secret.ts"
import { chainOf } from "./recognise.ts"
import { distinct, hasAdmin, mayManage } from "./staff-rules.ts"

/** On whose word an account is changed. */
export type Hand =
  /** Whoever has the server's command line. */
  | { readonly kind: "command" }
  /** Somebody at the page of a branch, or of the bank. */
  | {
      readonly kind: "staff"
      readonly staffId: TellerId
      readonly place: BranchId | "*"
      readonly address: string
    }

export interface Changed {
  readonly member: StaffRow
}

export type StaffRefusal = {
  readonly refused: "unknown-staff" | "staff-exists" | "not-allowed" | "last-admin"
}

export interface NewMember {
  readonly staffId: TellerId
  readonly name: string
  readonly grants: readonly RoleGrant[]
}

/** Accounts: made, given roles, stopped. Each act is decided inside its transaction, by what both sides are at that moment. */
export interface StaffDesk {
  /** With a one-time secret for the first sign-in. */
  add(tx: Tx, hand: Hand, member: NewMember, secret: OneTimeSecret): Promise<Changed | StaffRefusal>
  setGrants(
    tx: Tx,
    hand: Hand,
    staffId: string,
    grants: readonly RoleGrant[],
  ): Promise<Changed | StaffRefusal>
  /** A new one-time secret; password, authenticator and recovery codes are forgotten, sessions end. */
  reset(tx: Tx, hand: Hand, staffId: string, secret: OneTimeSecret): Promise<Changed | StaffRefusal>
  disable(tx: Tx, hand: Hand, staffId: string): Promise<Changed | StaffRefusal>
  enable(tx: Tx, hand: Hand, staffId: string): Promise<Changed | StaffRefusal>
  endSessions(tx: Tx, hand: Hand, staffId: string): Promise<Changed | StaffRefusal>
}

interface Done {
  readonly member: StaffRow
  readonly body?: Readonly<Record<string, unknown>>
}

export function staffDesk(book: StaffTable, now: () => Instant): StaffDesk {
  /** Found, the hand allowed, done and written down. */
  const act = async (
    tx: Tx,
    name: AuditAct,
    hand: Hand,
    staffId: string,
    grants: readonly RoleGrant[],
    work: (change: StaffChange, member: StaffRow) => Promise<Done | StaffRefusal>,
  ): Promise<Changed | StaffRefusal> => {
    const change = await book.change(tx)
    const member = await change.member(staffId)
    if (!member || !isInSight(hand, member)) return { refused: "unknown-staff" }
    if (!(await isAllowed(change, hand, [...member.grants, ...grants]))) return { refused: "not-allowed" }
    // Nobody changes what they are themselves, up or down; their own sessions they may end.
    if (hand.kind === "staff" && hand.staffId === staffId && name !== "sessions-ended")
      return { refused: "not-allowed" }
    const done = await work(change, member)
    if ("refused" in done) return done
    await change.save(done.member)
    await write(change, hand, name, done)
    return { member: done.member }
  }

  const write = async (change: StaffChange, hand: Hand, name: AuditAct, { member, body }: Done) => {
    const by = signatureOf(hand)
    await change.record({
      chain: chainOf(member),
      at: now(),
      ...by,
      act: name,
      body: { staffId: member.staffId, ...body },
    })
  }

  return {
    async add(tx, hand, { staffId, name, grants: asked }, secret) {
      const grants = distinct(asked)
      const change = await book.change(tx)
      if (!(await isAllowed(change, hand, grants))) return { refused: "not-allowed" }
      if (await change.member(staffId)) return { refused: "staff-exists" }
      const member: StaffRow = {
        staffId,
        name,
        grants,
        passwordHash: secret.hash,
        secretUntil: secret.until,
        oidcSubject: null,
        totpSecret: null,
        totpOffer: null,
        totpLastStep: null,
        recoveryCodes: [],
        failedCount: 0,
        lockedUntil: null,
        createdAt: now(),
        disabledAt: null,
      }
      await change.save(member)
      await write(change, hand, "staff-added", { member, body: { name, grants } })
      return { member }
    },

    setGrants(tx, hand, staffId, asked) {
      const grants = distinct(asked)
      return act(tx, "grants-changed", hand, staffId, grants, async (change, member) => {
        if (!hasAdmin(grants) && (await leavesNoAdmin(change, member))) return { refused: "last-admin" }
        return { member: { ...member, grants }, body: { old: member.grants, new: grants } }
      })
    },

    reset: (tx, hand, staffId, secret) =>
      act(tx, "staff-reset", hand, staffId, [], async (change, member) => {
        // Whoever comes in by the bank's own provider has no password here.
        if (member.oidcSubject !== null) return { refused: "not-allowed" }
        await change.endSessionsOf(member.staffId, { at: now(), by: "revoked" })
        return {
          member: {
            ...member,
            passwordHash: secret.hash,
            secretUntil: secret.until,
            totpSecret: null,
            totpOffer: null,
            totpLastStep: null,
            recoveryCodes: [],
            failedCount: 0,
            lockedUntil: null,
          },
        }
      }),

    disable: (tx, hand, staffId) =>
      act(tx, "staff-disabled", hand, staffId, [], async (change, member) => {
        if (await leavesNoAdmin(change, member)) return { refused: "last-admin" }
        await change.endSessionsOf(member.staffId, { at: now(), by: "revoked" })
        return { member: { ...member, disabledAt: member.disabledAt ?? now() } }
      }),

    enable: (tx, hand, staffId) =>
      act(tx, "staff-enabled", hand, staffId, [], async (_, member) => ({
        member: { ...member, disabledAt: null, failedCount: 0, lockedUntil: null },
      })),

    endSessions: (tx, hand, staffId) =>
      act(tx, "sessions-ended", hand, staffId, [], async (change, member) => {
        const count = await change.endSessionsOf(member.staffId, { at: now(), by: "revoked" })
        return { member, body: { count } }
      }),
  }
}

async function leavesNoAdmin(
  change: StaffChange,
  { staffId, grants, disabledAt }: StaffRow,
): Promise<boolean> {
  if (!hasAdmin(grants) || disabledAt !== null) return false
  return (await change.admins()).every((id) => id === staffId)
}

/** From a branch's page nobody is seen who is nothing there. */
function isInSight(hand: Hand, { grants }: StaffRow): boolean {
  return (
    hand.kind === "command" || hand.place === "*" || grants.some(({ branchId }) => branchId === hand.place)
  )
}

/** By what the hand's owner is now, not when the request came in. */
async function isAllowed(change: StaffChange, hand: Hand, concerned: readonly RoleGrant[]): Promise<boolean> {
  if (hand.kind === "command") return true
  const own = await change.member(hand.staffId)
  return own !== null && own.disabledAt === null && mayManage(own.grants, hand.place, concerned)
}

function signatureOf(hand: Hand): { readonly actor: string; readonly address: string } {
  return hand.kind === "command"
    ? { actor: "command", address: "here" }
    : { actor: `staff ${hand.staffId}`, address: hand.address }
}
