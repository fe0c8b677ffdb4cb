import type { IncomingMessage } from "node:http"
import {
  AddStaffBody,
  SetGrantsBody,
  StaffChanged,
  StaffList,
  type StaffMember,
} from "@giliran/contract/staff"
import type { BranchId, Instant } from "@giliran/contract/basics"
import { EmptyBody } from "@giliran/contract/commands"
import type { z } from "@hono/zod-openapi"
import { addressOf } from "../access/address-of.ts"
import type { Caller } from "../access/caller.ts"
import type { Ledger } from "../branch/ledger.ts"
import type { Reply } from "../branch/order.ts"
import type { Transact, Tx } from "../database/tx.ts"
import type { Api } from "../http/api.ts"
import type { SpokenLanguage } from "../http/caller-language.ts"
import { Denied } from "../http/denied.ts"
import type { Once, ShownOnce } from "../http/once.ts"
import { route } from "../http/route.ts"
import { isLocked } from "./failures.ts"
import { newOneTimeSecret, type OneTimeSecret } from "./one-time-secret.ts"
import type { StaffAccess } from "./staff-access.ts"
import type { Changed, Hand, StaffDesk, StaffRefusal } from "./staff-desk.ts"
import type { ListedStaff } from "./staff-table.ts"

/** What is done to an account, one route each. `isGrave`: asked for by somebody who has just proved who it is. */
interface Verb {
  readonly summary: string
  readonly isGrave: boolean
  readonly body: z.ZodType
  readonly shownOnce?: ShownOnce
  readonly act: (done: Done) => Promise<Changed | StaffRefusal>
}

interface Done {
  readonly tx: Tx
  readonly desk: StaffDesk
  readonly hand: Hand
  readonly staffId: string
  readonly body: unknown
  readonly secret: OneTimeSecret | null
}

const resetAgain: ShownOnce = {
  id: "Akun ini sudah diubah dan kata sandi sekali pakainya tidak ditampilkan lagi. Atur ulang akunnya untuk yang baru.",
  en: "This was done, and its one-time secret is not shown again. Reset the account for a new one.",
}

/** Whatever shows a secret this once is given one. */
function requireSecret(secret: OneTimeSecret | null): OneTimeSecret {
  if (!secret) throw new Error("A verb without `shownOnce` has no secret to give")
  return secret
}

const adding: Verb = {
  summary: "Add a member, with a one-time secret",
  isGrave: true,
  body: AddStaffBody,
  shownOnce: resetAgain,
  act: ({ tx, desk, hand, body, secret }) => desk.add(tx, hand, body as AddStaffBody, requireSecret(secret)),
}

const verbs: Readonly<Record<string, Verb>> = {
  grants: {
    summary: "Give the member these roles, in the place of those before",
    isGrave: true,
    body: SetGrantsBody,
    act: ({ tx, desk, hand, staffId, body }) =>
      desk.setGrants(tx, hand, staffId, (body as SetGrantsBody).grants),
  },
  reset: {
    summary: "A new one-time secret; password and authenticator are forgotten",
    isGrave: true,
    body: EmptyBody,
    shownOnce: resetAgain,
    act: ({ tx, desk, hand, staffId, secret }) => desk.reset(tx, hand, staffId, requireSecret(secret)),
  },
  disable: {
    summary: "Let the member in no more, from now on",
    isGrave: false,
    body: EmptyBody,
    act: ({ tx, desk, hand, staffId }) => desk.disable(tx, hand, staffId),
  },
  enable: {
    summary: "Let the member in again",
    isGrave: true,
    body: EmptyBody,
    act: ({ tx, desk, hand, staffId }) => desk.enable(tx, hand, staffId),
  },
  "end-sessions": {
    summary: "Sign the member out everywhere",
    isGrave: false,
    body: EmptyBody,
    act: ({ tx, desk, hand, staffId }) => desk.endSessions(tx, hand, staffId),
  },
}

export interface StaffRoutesNeeds {
  readonly staff: StaffAccess
  readonly ledger: Pick<Ledger, "branches">
}

/** Accounts of staff: a branch's, for its manager, and the bank's, for its admins. */
export function staffRoutes(api: Api, needs: StaffRoutesNeeds): void {
  const { staff } = needs
  const listing = {
    method: "get",
    who: "see-staff",
    tag: "staff",
    summary: "Who works there",
    compressed: "whole",
    answer: StaffList,
  } as const
  const listOf = async (of: BranchId | "everybody"): Promise<StaffList> => ({
    staff: (await staff.book.list(of)).map((member) => answerOf(member, api.world.now())),
  })
  route(api, { ...listing, path: ofBranch }, ({ room }) => listOf(room.branchId))
  route(api, { ...listing, path: ofBank }, () => listOf("everybody"))

  write(api, needs, "", adding)
  for (const [name, verb] of Object.entries(verbs)) write(api, needs, `/{staff}/${name}`, verb)
}

const ofBranch = "/v1/branches/{branch}/staff"
const ofBank = "/v1/bank/staff"

type Path = "" | `/{staff}/${string}`

/** The same at the branch's page and at the bank's. */
function write(api: Api, needs: StaffRoutesNeeds, path: Path, verb: Verb): void {
  const { summary, isGrave, body, shownOnce } = verb
  const spec = {
    method: "post",
    tag: "staff",
    summary,
    body,
    answer: StaffChanged,
    status: path === "" ? 201 : 200,
    ...(shownOnce ? { shownOnce } : {}),
    ...(isGrave ? ({ isFresh: true } as const) : {}),
  } as const
  const work = async (asked: Asked, place: BranchId | "*"): Promise<StaffChanged | Reply> => {
    const { caller, incoming, language, names, body: given } = asked
    // A script's key has nobody behind it who answers for what it does to an account.
    if (caller.kind !== "staff") throw new Denied("fresh-sign-in-needed", language)
    await requireBranches(needs, given, language)
    const hand: Hand = { kind: "staff", staffId: caller.staffId, place, address: addressOf(incoming) }
    const { desk, book } = needs.staff
    const staffId = names.staff ?? ""
    // Both are asked for before the transaction, during which the whole bank's accounts wait.
    const lastSeenAt = (await book.listed(staffId))?.lastSeenAt ?? null
    const secret = shownOnce ? await newOneTimeSecret(api.world.now()) : null
    const change = async (tx: Tx): Promise<StaffChanged> => {
      const changed = await verb.act({ tx, desk, hand, staffId, body: given, secret })
      if ("refused" in changed) throw new Denied(changed.refused, language)
      return {
        member: answerOf({ ...changed.member, lastSeenAt }, api.world.now()),
        secret: secret && { words: secret.words, until: secret.until },
      }
    }
    return shownOnce ? asked.onceShown(change) : asked.once(change)
  }
  route(api, { ...spec, who: "manage-staff", path: `${ofBranch}${path}` }, (asked) =>
    work(asked, asked.room.branchId),
  )
  route(api, { ...spec, who: "manage-managers", path: `${ofBank}${path}` }, (asked) => work(asked, "*"))
}

interface Asked {
  readonly caller: Caller
  readonly incoming: IncomingMessage
  readonly language: SpokenLanguage
  readonly names: { readonly staff?: string }
  readonly body: unknown
  readonly once: Once
  readonly onceShown: Transact
}

/** A role in a branch that there is not would wait for one of that name. */
async function requireBranches(
  { ledger }: StaffRoutesNeeds,
  given: unknown,
  language: SpokenLanguage,
): Promise<void> {
  const { grants } = given as Partial<SetGrantsBody>
  if (!grants || grants.every(({ branchId }) => branchId === "*")) return
  const known = new Set<string>((await ledger.branches()).map(({ id }) => id))
  if (grants.some(({ branchId }) => branchId !== "*" && !known.has(branchId)))
    throw new Denied("unknown-branch", language)
}

function answerOf(member: ListedStaff, now: Instant): StaffMember {
  const { staffId, name, grants, oidcSubject, secretUntil, totpSecret, disabledAt, lastSeenAt } = member
  return {
    staffId,
    name,
    grants: [...grants],
    signsInBy: oidcSubject !== null ? "oidc" : secretUntil !== null ? "secret" : "password",
    hasTotp: totpSecret !== null,
    isLocked: isLocked(member, now),
    isDisabled: disabledAt !== null,
    lastSeenAt,
  }
}
