import { hash } from "node:crypto"
import type { RoleGrant } from "@giliran/contract/access"
import { type Instant, TellerId } from "@giliran/contract/basics"
import type { StaffTable, StaffChange, StaffRow } from "./staff-table.ts"
import type { OidcPerson } from "./oidc.ts"
import { type From, type Started, startSession } from "./sessions.ts"
import { entryOf, signedIn } from "./sign-in.ts"
import { distinct } from "./staff-rules.ts"

export interface OidcDoorNeeds {
  readonly book: StaffTable
  readonly grantsOf: ReadonlyMap<string, readonly RoleGrant[]>
  readonly now: () => Instant
}

/**
 * Lets in whom the bank's provider knows, as what the groups say at this moment: roles that a group gave end with it. Whoever has
 * no group that means anything here gets in no further; a first sign-in makes the account. Null is a no, written down.
 */
export function enterByOidc(
  { book, grantsOf, now }: OidcDoorNeeds,
  person: OidcPerson,
  from: From,
): Promise<Started | null> {
  const at = now()
  const grants = distinct(person.groups.flatMap((group) => grantsOf.get(group) ?? []))

  const refuse = async (change: StaffChange, member: StaffRow | null, cause: string) => {
    const entry = member
      ? entryOf(member, from.address, at)
      : ({ chain: "*", at, actor: "nobody", address: from.address } as const)
    await change.record({ ...entry, act: "sign-in-failed", body: { cause, method: "oidc" } })
    return null
  }

  return book.transaction(async (tx) => {
    const change = await book.change(tx)
    const known = await change.memberOfSubject(person.subject)
    if (known && known.disabledAt !== null) return refuse(change, known, "disabled")
    if (grants.length === 0) {
      if (!known) return refuse(change, null, "no-group")
      await regrant(change, known, [], from, at)
      await change.endSessionsOf(known.staffId, { at, by: "revoked" })
      return refuse(change, known, "no-group")
    }
    const staffId = known?.staffId ?? staffIdOf(person)
    // An account of that name that came otherwise is somebody's own: a name alone does not open it.
    if (!known && (await change.member(staffId))) return refuse(change, null, "name-taken")
    const member = known
      ? await regrant(change, { ...known, name: nameOf(person, known.name) }, grants, from, at)
      : await added(change, newMember(person, staffId, grants, at), from, at)
    await change.record(signedIn(member, "oidc", from.address, at))
    // Without a word about it, it may have been long ago.
    return startSession(change, member, "oidc", from, at, person.provedAt ?? (0 as Instant))
  })
}

async function regrant(
  change: StaffChange,
  known: StaffRow,
  grants: readonly RoleGrant[],
  from: From,
  at: Instant,
): Promise<StaffRow> {
  const member = { ...known, grants }
  await change.save(member)
  if (namesOf(known.grants) !== namesOf(grants)) {
    const { staffId } = known
    const entry = { ...entryOf(known.grants.length > 0 ? known : member, from.address, at), actor: "oidc" }
    await change.record({
      ...entry,
      act: "grants-changed",
      body: { staffId, old: known.grants, new: grants },
    })
  }
  return member
}

function namesOf(grants: readonly RoleGrant[]): string {
  return grants
    .map(({ branchId, role }) => `${branchId} ${role}`)
    .toSorted()
    .join()
}

async function added(change: StaffChange, member: StaffRow, from: From, at: Instant): Promise<StaffRow> {
  await change.save(member)
  const { staffId, name, grants } = member
  const entry = { ...entryOf(member, from.address, at), actor: "oidc" }
  await change.record({ ...entry, act: "staff-added", body: { staffId, name, grants } })
  return member
}

function newMember(
  person: OidcPerson,
  staffId: TellerId,
  grants: readonly RoleGrant[],
  createdAt: Instant,
): StaffRow {
  return {
    staffId,
    name: nameOf(person, staffId),
    grants,
    passwordHash: null,
    secretUntil: null,
    oidcSubject: person.subject,
    totpSecret: null,
    totpOffer: null,
    totpLastStep: null,
    recoveryCodes: [],
    failedCount: 0,
    lockedUntil: null,
    createdAt,
    disabledAt: null,
  }
}

/** The first of the names that has the form of one here. */
function staffIdOf({ userNames, subject }: OidcPerson): TellerId {
  const fitting = userNames.map((word) => TellerId.safeParse(word)).find(({ success }) => success)
  return fitting?.data ?? TellerId.parse(`oidc-${hash("sha256", subject, "hex").slice(0, 16)}`)
}

function nameOf({ name }: OidcPerson, otherwise: string): string {
  return (name ?? otherwise).trim().slice(0, 60) || otherwise
}
