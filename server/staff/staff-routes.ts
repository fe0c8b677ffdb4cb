import type { IncomingMessage } from "node:http"
import {
  AddStaffBody,
  SetGrantsBody,
  StaffChanged,
  StaffList,
  type StaffMember,
} from "@giliran/contract/staff"
import { BranchList } from "@giliran/contract/access"
import type { BranchId, Instant } from "@giliran/contract/basics"
import { EmptyBody } from "@giliran/contract/commands"
import { createRoute, z } from "@hono/zod-openapi"
import type { Context } from "hono"
import { addressOf } from "../access/address-of.ts"
import type { Caller } from "../access/caller.ts"
import { isLocked } from "./failures.ts"
import { isFreshlyProved } from "../access/fresh-proof.ts"
import type { Changed, Hand, StaffDesk, StaffRefusal } from "./staff-desk.ts"
import { deeds, may, mayInBank } from "../access/what-roles-may.ts"
import type { ListedStaff } from "./staff-book.ts"
import { type Api, type ApiEnv, admit, callerOf, Denied, sendJson } from "../http/api.ts"
import { admitToBank } from "../http/bank-visit.ts"
import { languageOf, type SpokenLanguage } from "../http/caller-language.ts"
import { checkedBody } from "../http/checked-body.ts"
import { problemAnswers, readAnswers } from "../http/openapi-words.ts"

/** What is done to an account, one route each. `isGrave`: asked for by somebody who has just proved who it is. */
interface Verb {
  readonly summary: string
  readonly isGrave: boolean
  readonly body: z.ZodType
  readonly act: (
    desk: StaffDesk,
    hand: Hand,
    staffId: string,
    body: unknown,
  ) => Promise<Changed | StaffRefusal>
}

const verbs: Readonly<Record<string, Verb>> = {
  grants: {
    summary: "Give the member these roles, in the place of those before",
    isGrave: true,
    body: SetGrantsBody,
    act: (desk, hand, staffId, body) => desk.setGrants(hand, staffId, (body as SetGrantsBody).grants),
  },
  reset: {
    summary: "A new one-time secret; password and authenticator are forgotten",
    isGrave: true,
    body: EmptyBody,
    act: (desk, hand, staffId) => desk.reset(hand, staffId),
  },
  disable: {
    summary: "Let the member in no more, from now on",
    isGrave: false,
    body: EmptyBody,
    act: (desk, hand, staffId) => desk.disable(hand, staffId),
  },
  enable: {
    summary: "Let the member in again",
    isGrave: true,
    body: EmptyBody,
    act: (desk, hand, staffId) => desk.enable(hand, staffId),
  },
  "end-sessions": {
    summary: "Sign the member out everywhere",
    isGrave: false,
    body: EmptyBody,
    act: (desk, hand, staffId) => desk.endSessions(hand, staffId),
  },
}

/** Accounts of staff: a branch's, for its manager, and the bank's, for its admins. */
export function staffRoutes(api: Api): void {
  branchList(api)
  for (const isBank of [false, true]) {
    const base = isBank ? "/v1/bank/staff" : "/v1/branches/{branch}/staff"
    listRoute(api, base, isBank)
    writeRoute(api, base, isBank, {
      summary: "Add a member, with a one-time secret",
      isGrave: true,
      body: AddStaffBody,
      act: (desk, hand, _, body) => desk.add(hand, body as AddStaffBody),
    })
    for (const [name, verb] of Object.entries(verbs)) writeRoute(api, `${base}/{staff}/${name}`, isBank, verb)
  }
}

interface Desk {
  readonly caller: Caller
  readonly language: SpokenLanguage
  readonly incoming: IncomingMessage
  readonly place: BranchId | "*"
}

async function atDesk(
  api: Api,
  c: Context<ApiEnv>,
  isBank: boolean,
  deed: "see-staff" | "manage-staff",
): Promise<Desk> {
  if (isBank) {
    const visit = await admitToBank(api, c, deed === "see-staff" ? deed : "manage-managers")
    return { ...visit, place: "*" }
  }
  const { caller, language, incoming, room } = await admit(api, c, deed)
  return { caller, language, incoming, place: room.branchId }
}

function listRoute(api: Api, base: string, isBank: boolean): void {
  describe(api, { method: "get", path: base, summary: "Who works there", answer: StaffList })
  api.app.get(pathOf(base), async (c) => {
    const { place } = await atDesk(api, c, isBank, "see-staff")
    const listed = await api.ledger.staff.list(place === "*" ? "everybody" : place)
    const list: StaffList = { staff: listed.map((member) => answerOf(member, api.staff.now())) }
    return sendJson(list)
  })
}

function writeRoute(api: Api, path: string, isBank: boolean, { summary, isGrave, body, act }: Verb): void {
  const status = path.includes("{staff}") ? 200 : 201
  describe(api, { method: "post", path, summary, body, answer: StaffChanged, status })
  api.app.post(pathOf(path), async (c) => {
    const { caller, language, incoming, place } = await atDesk(api, c, isBank, "manage-staff")
    const given = await checkedBody(incoming, body, language)
    // A script's key has nobody behind it who could prove anything.
    if (caller.kind !== "staff" || (isGrave && !isFreshlyProved(caller, api.staff.now())))
      throw new Denied("fresh-sign-in-needed", language)
    await requireBranches(api, given, language)
    const hand: Hand = { kind: "staff", staffId: caller.staffId, place, address: addressOf(incoming) }
    const changed = await act(api.staff.desk, hand, c.req.param("staff") ?? "", given)
    if ("refused" in changed) throw new Denied(changed.refused, language)
    const { member, secret } = changed
    const lastSeenAt = (await api.ledger.staff.listed(member.staffId))?.lastSeenAt ?? null
    const answer: StaffChanged = { member: answerOf({ ...member, lastSeenAt }, api.staff.now()), secret }
    return sendJson(answer, status)
  })
}

/** A role in a branch that there is not would wait for one of that name. */
async function requireBranches({ ledger }: Api, given: unknown, language: SpokenLanguage): Promise<void> {
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

function branchList(api: Api): void {
  describe(api, {
    method: "get",
    path: "/v1/branches",
    summary: "Where the caller may go",
    answer: BranchList,
  })
  api.app.get("/v1/branches", async (c) => {
    const language = languageOf(c.env.incoming.headers["accept-language"])
    const caller = await callerOf(api, c)
    if (caller.kind === "customer") throw new Denied("not-allowed", language)
    if (caller.kind === "staff" && caller.session.isLimited) throw new Denied("totp-needed", language)
    const own = caller.kind === "staff" ? caller.grants : [caller]
    const branches = (await api.ledger.branches())
      .filter(({ id }) => own.some(({ branchId }) => branchId === id || branchId === "*"))
      .map(({ id, name, plan: { zone } }) => {
        const allowedThere = deeds.filter((deed) => may(caller, deed, { branchId: id }))
        return { branchId: id, name, zone, may: allowedThere }
      })
      .toSorted((a, b) => a.name.localeCompare(b.name))
    const bank = { may: deeds.filter((deed) => mayInBank(caller, deed)) }
    return sendJson({ branches, bank } satisfies BranchList)
  })
}

function pathOf(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1")
}

const json = (schema: z.ZodType) => ({ content: { "application/json": { schema } } })

interface Described {
  readonly method: "get" | "post"
  readonly path: string
  readonly summary: string
  readonly body?: z.ZodType
  readonly answer: z.ZodType
  readonly status?: 200 | 201
}

function describe({ app }: Api, { method, path, summary, body, answer, status = 200 }: Described): void {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => [name, z.string()] as const)
  app.openAPIRegistry.registerPath(
    createRoute({
      method,
      path,
      summary,
      tags: ["staff"],
      security: [{ bearer: [] }, { session: [] }],
      request: {
        params: z.object(Object.fromEntries(names)),
        ...(body ? { body: json(body) } : {}),
      },
      responses: {
        [status]: { description: "As it stands now", ...json(answer) },
        ...(method === "get" ? readAnswers : problemAnswers),
      },
    }),
  )
}
