import { useHouse } from "./house.ts"
import type { RoleGrant } from "@giliran/contract/access"
import type { BranchId, Instant, TellerId } from "@giliran/contract/basics"
import { TOTP } from "otpauth"
import { newOneTimeSecret } from "../../server/staff/one-time-secret.ts"
import { staffDesk } from "../../server/staff/staff-desk.ts"
import { type Browser, browserOf } from "./browser.ts"

export const goodPassword = "kucing biru naik becak"

export const inBranch = (
  role: "teller" | "greeter" | "supervisor" | "manager",
  branch = "demo",
): RoleGrant => ({
  branchId: branch as BranchId,
  role,
})
export const inBank = (role: "admin" | "auditor"): RoleGrant => ({ branchId: "*", role })

/** As `giliran staff add` does it: an account with a one-time secret. */
export function addStaff(
  databaseUrl: string,
  staffId: string,
  grants: readonly RoleGrant[],
): Promise<string> {
  return useHouse(databaseUrl, async (ledger) => {
    const desk = staffDesk(ledger.staff, () => Date.now() as Instant)
    const member = { staffId: staffId as TellerId, name: `Nama ${staffId}`, grants }
    const secret = await newOneTimeSecret(Date.now() as Instant)
    const added = await ledger.database.transaction((tx) => desk.add(tx, { kind: "command" }, member, secret))
    if ("refused" in added) throw new Error(`Not added: ${JSON.stringify(added)}`)
    return secret.words
  })
}

export interface Member {
  readonly staffId: string
  readonly password: string
  readonly browser: Browser
  /** The authenticator's code, of this step or so many after; throws without one. */
  readonly code: (stepsLater?: number) => string
}

/** An account whose person has a password, an authenticator where the role asks for it, and is signed in. */
export async function signedInMember(
  server: { readonly url: string; readonly databaseUrl: string },
  staffId: string,
  grants: readonly RoleGrant[],
): Promise<Member & { readonly recoveryCodes: readonly string[] }> {
  const secret = await addStaff(server.databaseUrl, staffId, grants)
  const browser = browserOf(server.url)
  const first = await browser.post("/v1/session/password", {
    staffId,
    password: secret,
    newPassword: goodPassword,
  })
  if (first.status !== 200) throw new Error(`No first sign-in: ${first.text}`)
  const member = { staffId, password: goodPassword, browser }
  if (first.body.limitedTo === null)
    return {
      ...member,
      recoveryCodes: [],
      code: () => {
        throw new Error("There is no authenticator")
      },
    }
  const { code, recoveryCodes } = await setUpTotp(browser)
  return { ...member, code, recoveryCodes }
}

export async function setUpTotp(browser: Browser) {
  const offer = await browser.post("/v1/session/totp")
  if (offer.status !== 200) throw new Error(`No authenticator: ${offer.text}`)
  const totp = new TOTP({ secret: offer.body.secret })
  const code = (stepsLater = 0) => totp.generate({ timestamp: Date.now() + stepsLater * 30_000 })
  // The step before this one: the code of now is still there for what comes next.
  const confirmed = await browser.post("/v1/session/totp/confirm", { code: code(-1) })
  if (confirmed.status !== 200) throw new Error(`Not confirmed: ${confirmed.text}`)
  return { code, recoveryCodes: confirmed.body.recoveryCodes as readonly string[] }
}
