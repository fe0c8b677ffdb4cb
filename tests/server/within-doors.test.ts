import { BankRole, BranchRole, KeyRole } from "@giliran/contract/access"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Deed } from "../../server/access/deeds.ts"
import { type Role, roles, rolesWith } from "../../server/access/roles.ts"
import { browserOf } from "../support/browser.ts"
import { callerOf, told } from "../support/caller.ts"
import { startTestServer, type TestServer } from "../support/server.ts"
import { addStaff, goodPassword, inBank, inBranch, type Member, signedInMember } from "../support/staff.ts"
import {
  deedsWithin,
  hallScreens,
  keysWithoutReason,
  mayGive,
  neverWithout,
  screensOfCounters,
  type Who,
  withAuthenticator,
} from "../support/who-may.ts"

/** What a role may that no door shows: who-may-do-what.test.ts knocks at the doors. */
const here = "/v1/branches/demo"
const staffRoles = [...BranchRole.options, ...BankRole.options]
const grantOf = (role: BranchRole | BankRole) =>
  role === "admin" || role === "auditor" ? inBank(role) : inBranch(role)

let server: TestServer
const members = new Map<Who, Member>()
const memberOf = (role: Who): Member => {
  const member = members.get(role)
  if (!member) throw new Error(`Nobody is ${role}`)
  return member
}

beforeAll(async () => {
  server = await startTestServer()
  for (const role of staffRoles)
    members.set(role, await signedInMember(server, `si-${role}`, [grantOf(role)]))
})

afterAll(async () => {
  await server.stop()
})

describe("the table of roles", () => {
  test("has for every deed without a door whom it was promised to", () => {
    for (const [deed, who] of Object.entries(deedsWithin))
      expect([deed, rolesWith(deed as Deed).toSorted()]).toEqual([deed, who.toSorted()])
  })

  test("has for every screen what it is", () => {
    const names = Object.keys(roles) as Role[]
    expect(names.filter((name) => roles[name].isHallScreen)).toEqual(hallScreens)
    expect(names.filter((name) => roles[name].hasCounter)).toEqual(screensOfCounters)
  })

  test("has somebody of whom the bank is never without one", () => {
    expect(rolesWith("manage-managers")).toEqual(neverWithout)
  })
})

describe("an authenticator", () => {
  test.each(staffRoles)("is asked of this role, or is not: %s", async (role) => {
    const secret = await addStaff(server.databaseUrl, `baru-${role}`, [grantOf(role)])
    const { body } = await browserOf(server.url).post("/v1/session/password", {
      staffId: `baru-${role}`,
      password: secret,
      newPassword: goodPassword,
    })
    expect(body.limitedTo).toBe(withAuthenticator.includes(role) ? "totp" : null)
  })
})

describe("a class without a reason", () => {
  const wish = { serviceId: "kredit", class: "priority" }

  test.each(KeyRole.options)("of a script, as %s", async (role) => {
    const { status, body } = await callerOf(server.url, await server.token(role)).post("/tickets", wish)
    const expected = keysWithoutReason.includes(role)
      ? [201, undefined]
      : deedsWithin["choose-class"].includes(role)
        ? [400, "reason"]
        : role === "display"
          ? [403, undefined]
          : [403, "proof"]
    expect([status, body.field]).toEqual(expected)
  })

  test.each(BranchRole.options)("is taken of no person: %s", async (role) => {
    const { status, body } = await memberOf(role).browser.post(`${here}/tickets`, wish)
    expect([status, body.field]).toEqual([400, "reason"])
  })
})

test("a counter that somebody else holds is closed by whoever may lend a hand there, and by nobody else", async () => {
  const holder = await signedInMember(server, "pemegang", [inBranch("teller")])
  for (const role of ["teller", "supervisor", "manager"] as const) {
    await holder.browser.post(`${here}/counters/1/open`, {})
    const { status, body } = await memberOf(role).browser.post(`${here}/counters/1/close`)
    const isHelper = deedsWithin["work-any-counter"].includes(role)
    expect([role, status, body.code]).toEqual(isHelper ? [role, 200, undefined] : [role, 409, "counter-held"])
  }
  // A script has nobody behind it who could be told apart.
  await holder.browser.post(`${here}/counters/1/open`, {})
  const script = callerOf(server.url, await server.token("teller"))
  expect((await script.post("/counters/1/close")).status).toBe(200)
})

describe("the roles that one may give", () => {
  const inOwnBranch: Partial<Record<Who, readonly Who[]>> = mayGive.branch
  const inTheBank: Partial<Record<Who, readonly Who[]>> = mayGive.bank

  test.each(staffRoles)("are told: %s", async (role) => {
    const { body } = await memberOf(role).browser.get("/v1/branches")
    expect([body.branches[0].mayGive, body.bank.mayGive]).toEqual([
      inOwnBranch[role] ?? [],
      inTheBank[role] ?? [],
    ])
  })

  test("are told to no script: it can give none", async () => {
    const headers = { authorization: `Bearer ${await server.token("manager")}` }
    const { body } = await told(`${server.url}/v1/branches`, { headers })
    expect([body.branches[0].mayGive, body.bank.mayGive]).toEqual([[], []])
  })

  test.each(staffRoles)("are those that are taken: %s", async (role) => {
    for (const [path, asked, given] of [
      [`${here}/staff`, BranchRole.options, inOwnBranch[role]],
      ["/v1/bank/staff", BankRole.options, inTheBank[role]],
    ] as const)
      for (const wanted of asked) {
        const { status } = await memberOf(role).browser.post(path, {
          staffId: `${wanted}-oleh-${role}`,
          name: "Baru",
          grants: [grantOf(wanted)],
        })
        expect([path, wanted, status]).toEqual([path, wanted, given?.includes(wanted) ? 201 : 403])
      }
  })
})
