import { useHouse } from "./house.ts"
import { BranchId, type Instant } from "@giliran/contract/basics"
import { type BranchRole, KeyRole } from "@giliran/contract/access"
import { DeviceKind } from "@giliran/contract/devices"
import { sessionCookie } from "../../server/access/callers.ts"
import { digestOf } from "../../server/access/tokens.ts"
import type { Deed } from "../../server/access/deeds.ts"
import { browserOf } from "./browser.ts"
import { pairedDevice } from "./device.ts"
import { query } from "./postgres.ts"
import { type TestServer } from "./server.ts"
import { addStaff, goodPassword, inBank, inBranch, signedInMember } from "./staff.ts"
import type { Who } from "./who-may.ts"

/** Somebody at the door: what is sent along, and what the table calls it; null is nobody whom it knows. */
export interface Visitor {
  readonly name: string
  readonly headers: Readonly<Record<string, string>>
  readonly who: Who | null
  /** Of the branch that is asked about, of another one, or of the whole bank. */
  readonly of: "branch" | "elsewhere" | "bank"
  readonly is: "device" | "key" | "staff" | "limited" | "customer" | "unknown"
  /** The bare token, for the socket's handshake; null goes by its cookie. */
  readonly token: string | null
}

/** The branch that is asked about, and another one. */
export const here = BranchId.parse("uji")
export const there = BranchId.parse("lain")
const branchRoles: readonly BranchRole[] = ["teller", "greeter", "supervisor", "manager"]

/** Everybody there can be: every role in both branches and in the bank, two customers by their links, and nobody in every form. */
export async function everybody(
  server: TestServer,
  links: { readonly own: string; readonly other: string },
): Promise<readonly Visitor[]> {
  return [
    ...(await Promise.all([here, there].flatMap((branch) => keysOf(server, branch)))),
    ...(await Promise.all([here, there].flatMap((branch) => devicesOf(server, branch)))),
    ...(await staffOf(server)),
    customer(server, "the ticket's own customer", links.own, "branch"),
    customer(server, "another ticket's customer", links.other, "elsewhere"),
    ...(await unknown(server)),
  ]
}

/** Whether one of these is meant, here. */
export function isAmong(visitor: Visitor, who: readonly Who[]): boolean {
  return visitor.who !== null && visitor.of !== "elsewhere" && who.includes(visitor.who)
}

export async function keyVisitor(
  server: TestServer,
  role: KeyRole,
  branchId: BranchId,
  scopes: readonly Deed[] = [],
): Promise<Visitor> {
  const token = await useHouse(server.databaseUrl, (ledger) =>
    ledger
      .grant({ role, branchId, label: "table", scopes }, { actor: "test", address: "here" })
      .then((made) => made.token),
  )
  const of = branchId === here ? "branch" : "elsewhere"
  return {
    name: `key ${role} of ${branchId}`,
    headers: bearer(server.url, token),
    who: role,
    of,
    is: "key",
    token,
  }
}

function keysOf(server: TestServer, branchId: BranchId): readonly Promise<Visitor>[] {
  return KeyRole.options.map((role) => keyVisitor(server, role, branchId))
}

function devicesOf(server: TestServer, branchId: BranchId): readonly Promise<Visitor>[] {
  return DeviceKind.options.map(async (kind): Promise<Visitor> => {
    const { token } = (await pairedDevice(server, kind, { branch: branchId, name: `${kind} ${branchId}` }))
      .paired
    const of = branchId === here ? "branch" : "elsewhere"
    return {
      name: `device ${kind} of ${branchId}`,
      headers: bearer(server.url, token),
      who: kind,
      of,
      is: "device",
      token,
    }
  })
}

async function staffOf(server: TestServer): Promise<readonly Visitor[]> {
  const members: Visitor[] = []
  for (const of of ["branch", "elsewhere"] as const)
    for (const role of branchRoles) members.push(await memberVisitor(server, `${role}-${of}`, role, of))
  for (const role of ["admin", "auditor"] as const)
    members.push(await memberVisitor(server, role, role, "bank"))
  const secret = await addStaff(server.databaseUrl, "admin-baru", [inBank("admin")])
  const browser = browserOf(server.url)
  const first = await browser.post("/v1/session/password", {
    staffId: "admin-baru",
    password: secret,
    newPassword: goodPassword,
  })
  if (first.body.limitedTo !== "totp") throw new Error("The session is not limited")
  members.push({
    name: "an admin without an authenticator",
    headers: cookie(server.url, browser.token()),
    who: null,
    of: "bank",
    is: "limited",
    token: null,
  })
  return members
}

export async function memberVisitor(
  server: TestServer,
  staffId: string,
  role: BranchRole | "admin" | "auditor",
  of: Visitor["of"],
): Promise<Visitor> {
  const grant =
    role === "admin" || role === "auditor" ? inBank(role) : inBranch(role, of === "branch" ? here : there)
  const { browser } = await signedInMember(server, staffId, [grant])
  return {
    name: `staff ${staffId}`,
    headers: cookie(server.url, browser.token()),
    who: role,
    of,
    is: "staff",
    token: null,
  }
}

function customer(server: TestServer, name: string, link: string, of: Visitor["of"]): Visitor {
  const token = link.split(".")[1] ?? ""
  return { name, headers: bearer(server.url, token), who: "customer", of, is: "customer", token }
}

/** Nobody, what was made up, and what was good once: a revoked key, a cut device, a session that ran out, a disabled person. */
async function unknown(server: TestServer): Promise<readonly Visitor[]> {
  const stranger = (name: string, headers: Visitor["headers"], token: string | null = null): Visitor => ({
    name,
    headers,
    who: null,
    of: "elsewhere",
    is: "unknown",
    token,
  })
  const revoked = (await keyVisitor(server, "manager", here)).token ?? ""
  const { paired } = await pairedDevice(server, "kiosk", { branch: here, name: "stolen" })
  const late = await pairedDevice(server, "kiosk", { branch: here, name: "late" })
  const expired = await memberVisitor(server, "kedaluwarsa", "manager", "branch")
  const disabled = await memberVisitor(server, "berhenti", "manager", "branch")
  await useHouse(server.databaseUrl, async (ledger) => {
    const row = await ledger.keys.find(digestOf(revoked))
    const at = Date.now() as Instant
    const entry = { chain: here, at, actor: "test", address: "here", body: {} }
    if (row)
      await ledger.database.transaction((tx) =>
        ledger.keys.save(tx, { ...row, revokedAt: at }, { ...entry, act: "key-revoked" }),
      )
  })
  for (const statement of [
    `UPDATE "Device" SET "revokedAt" = now() WHERE name = 'stolen'`,
    `UPDATE "DeviceToken" SET until = now() - interval '1 year' WHERE "deviceId" = '${late.paired.deviceId}'`,
    `UPDATE "StaffSession" SET "startedAt" = now() - interval '13 hours' WHERE "staffId" = 'kedaluwarsa'`,
    `UPDATE "Staff" SET "disabledAt" = now() WHERE id = 'berhenti'`,
    `UPDATE "AccessVersion" SET version = version + 1`,
  ])
    await query(server.databaseUrl, statement)
  // As long as it takes at most until every server has heard.
  await new Promise((resume) => setTimeout(resume, 2_000))
  return [
    stranger("nobody", {}),
    stranger("nobody with an empty token", { authorization: "Bearer " }),
    stranger("nobody with another scheme", { authorization: "Basic bWFuYWdlcjptYW5hZ2Vy" }),
    ...["gil_", "gid_", "gis_"].map((prefix) => {
      const token = prefix + "A".repeat(43)
      return stranger(`a made-up ${prefix}`, bearer(server.url, token), token)
    }),
    stranger("a made-up session", cookie(server.url, `gis_${"A".repeat(43)}`)),
    stranger("a revoked key", bearer(server.url, revoked), revoked),
    stranger("a cut device", bearer(server.url, paired.token), paired.token),
    stranger("a device's token of last year", bearer(server.url, late.paired.token), late.paired.token),
    { ...expired, who: null, is: "unknown", name: "a session that ran out" },
    { ...disabled, who: null, is: "unknown", name: "somebody who was disabled" },
    stranger("a session outside its cookie", bearer(server.url, cookieToken(expired)), cookieToken(expired)),
  ]
}

function bearer(url: string, token: string): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${token}`, ...ownPage(url) }
}

function cookie(url: string, token: string | null): Readonly<Record<string, string>> {
  return { cookie: `${sessionCookie}=${token ?? ""}`, ...ownPage(url) }
}

export function ownPage(url: string): Readonly<Record<string, string>> {
  return { origin: url, "sec-fetch-site": "same-origin" }
}

function cookieToken({ headers }: Visitor): string {
  return headers["cookie"]?.split("=")[1] ?? ""
}
