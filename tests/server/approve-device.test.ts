import { setTimeout as sleep } from "node:timers/promises"
import { BranchId } from "@giliran/contract/basics"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Browser } from "../support/browser.ts"
import { callerOf, type Told } from "../support/caller.ts"
import { newDevice, pairedDevice } from "../support/device.ts"
import { planOf } from "../support/plan-of.ts"
import { query } from "../support/postgres.ts"
import { startTestServer, type TestServer } from "../support/server.ts"
import { inBank, inBranch, type Member, signedInMember } from "../support/staff.ts"

let server: TestServer
let manager: Member

beforeAll(async () => {
  server = await startTestServer({ plans: [planOf({ branchId: BranchId.parse("other") })] })
  manager = await signedInMember(server, "sari", [inBranch("manager")])
})

afterAll(async () => {
  await server.stop()
})

/** A screen that shows a code, from its own address as far as limits go. */
const shown = async (kind: "kiosk" | "display" | "counter" = "kiosk") => {
  const device = await newDevice()
  const { userCode, deviceCode } = (await device.begin(server.url, kind)).body
  return { userCode, poll: () => device.pollPatiently(server.url, deviceCode) }
}

const approve = (browser: Browser, code: string, more: object = {}, branch = "demo"): Promise<Told> =>
  browser.post(`/v1/branches/${branch}/devices`, { code, name: "Kiosk by the door", ...more })

const refusals = async () =>
  (
    await query<{ chain: string; actor: string; why: string }>(
      server.databaseUrl,
      `SELECT chain, actor, body->>'why' AS why FROM "AuditEntry" WHERE act = 'pairing-refused' ORDER BY at, seq`,
    )
  ).map(({ chain, actor, why }) => `${chain}: ${actor}, ${why}`)

describe("a manager of the branch who has just signed in", () => {
  test("approves by the code however it is typed, and the screen comes alive", async () => {
    const { userCode, poll } = await shown()
    const approved = await approve(manager.browser, ` ${userCode.toLowerCase().replace("-", " ")} `)
    expect([approved.status, approved.body.device]).toEqual([
      200,
      expect.objectContaining({
        kind: "kiosk",
        name: "Kiosk by the door",
        approvedBy: "staff sari",
        lastSeenAt: null,
        revokedAt: null,
      }),
    ])
    const { status, body } = await poll()
    expect([status, body.deviceId]).toEqual([200, approved.body.device.deviceId])
    expect((await callerOf(server.url, body.token).get("/views/kiosk")).status).toBe(200)
  })

  test("says where a counter's PC stands, and no other screen stands at a counter", async () => {
    const [pc, kiosk] = [await shown("counter"), await shown("kiosk")]
    const nowhere = await approve(manager.browser, pc.userCode, { counterId: "99" })
    expect([nowhere.status, nowhere.body.code, nowhere.body.field]).toEqual([
      404,
      "unknown-counter",
      "counterId",
    ])
    expect((await approve(manager.browser, pc.userCode, { counterId: "2" })).body.device.counterId).toBe("2")
    expect((await pc.poll()).body.counter).toBe("2")
    const standing = await approve(manager.browser, kiosk.userCode, { counterId: "2" })
    expect([standing.status, standing.body.field]).toEqual([400, "counterId"])
    expect((await approve(manager.browser, kiosk.userCode)).status).toBe(200)
  })

  test("or an admin of the bank, in any branch", async () => {
    const admin = await signedInMember(server, "wayan", [inBank("admin")])
    const { userCode, poll } = await shown()
    expect((await approve(admin.browser, userCode, {}, "other")).status).toBe(200)
    expect((await poll()).body.branch).toBe("other")
  })
})

describe("nobody else approves a screen", () => {
  test("whoever it is, and whatever is wrong with the code: one answer, and the auditor reads which", async () => {
    const code = await shown()
    const used = await shown()
    await approve(manager.browser, used.userCode)
    const expired = await shown()
    await query(
      server.databaseUrl,
      `UPDATE "Pairing" SET until = now() WHERE "deviceDigest" IN (SELECT "deviceDigest" FROM "Pairing" ORDER BY until DESC LIMIT 1)`,
    )
    const other = await signedInMember(server, "made", [inBranch("manager", "other")])
    const teller = await signedInMember(server, "budi", [inBranch("teller")])
    const auditor = await signedInMember(server, "ayu", [inBank("auditor")])
    const key = callerOf(server.url, await server.token("manager"))
    const { paired } = await pairedDevice(server)
    const kiosk = callerOf(server.url, paired.token)
    const customer = callerOf(server.url, "A".repeat(22))
    const body = { code: code.userCode, name: "Mine" }
    const before = (await refusals()).length

    const answers = [
      await approve(other.browser, code.userCode),
      await approve(teller.browser, code.userCode),
      await approve(auditor.browser, code.userCode),
      await key.post("/devices", body, { "accept-language": "en" }),
      await kiosk.post("/devices", body, { "accept-language": "en" }),
      await customer.post("/devices", body, { "accept-language": "en" }),
      await approve(manager.browser, used.userCode),
      await approve(manager.browser, expired.userCode),
      await approve(manager.browser, "BCDF-GHJK"),
    ]
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect([answers[0]?.status, answers[0]?.body.code]).toEqual([403, "pairing-refused"])
    expect((await refusals()).slice(before)).toEqual([
      "demo: staff made, not-a-manager-here",
      "demo: staff budi, not-a-manager-here",
      "demo: staff ayu, not-a-manager-here",
      expect.stringMatching(/^demo: manager [0-9a-f]{8}, not-a-person$/),
      `demo: kiosk ${paired.deviceId}, not-a-manager-here`,
      "demo: staff sari, used-code",
      "demo: staff sari, expired-code",
      "demo: staff sari, unknown-code",
    ])
    // None of them has used the code up; the other branch's manager may pair the screen with the own branch.
    expect((await approve(other.browser, code.userCode, {}, "other")).status).toBe(200)
    expect((await code.poll()).body.branch).toBe("other")
  })

  test("nor a session whose person proved it more than ten minutes ago; after doing so again, it does", async () => {
    const stale = await signedInMember(server, "ketut", [inBranch("manager")])
    await query(
      server.databaseUrl,
      `UPDATE "StaffSession" SET "provedAt" = now() - interval '10 minutes 1 second' WHERE "staffId" = 'ketut'`,
    )
    await query(server.databaseUrl, `UPDATE "AccessVersion" SET version = version + 1`)
    await sleep(1_500)
    const { userCode } = await shown()
    const refused = await approve(stale.browser, userCode)
    expect([refused.status, refused.body.code]).toEqual([403, "fresh-sign-in-needed"])
    expect((await refusals()).at(-1)).toBe("demo: staff ketut, stale-session")
    const proof = { password: stale.password, code: stale.code() }
    expect((await stale.browser.post("/v1/session/prove", proof)).status).toBe(200)
    expect((await approve(stale.browser, userCode)).status).toBe(200)
  })

  test("nor a page of another site with the manager's cookie", async () => {
    const { userCode } = await shown()
    const body = { code: userCode, name: "Mine" }
    const evil = { origin: "https://evil.example", "sec-fetch-site": "cross-site" }
    const answer = await manager.browser.ask("POST", "/v1/branches/demo/devices", body, evil)
    expect([answer.status, answer.body.code]).toEqual([403, "cross-site"])
    expect((await approve(manager.browser, userCode)).status).toBe(200)
  })

  test("nor somebody without a session", async () => {
    const { userCode } = await shown()
    const answer = await callerOf(server.url, null).post("/devices", { code: userCode, name: "Mine" })
    expect([answer.status, answer.body.code]).toEqual([401, "not-signed-in"])
  })

  test("nor, for five minutes, a manager who tried five wrong codes; another one goes on", async () => {
    const guesser = await signedInMember(server, "nyoman", [inBranch("manager")])
    const wrong = ["BBBB", "CCCC", "DDDD", "FFFF", "GGGG"]
    for (const half of wrong) expect((await approve(guesser.browser, half + half)).status).toBe(403)
    const { userCode } = await shown()
    const before = (await refusals()).length
    const sixth = await approve(guesser.browser, userCode)
    expect([sixth.status, sixth.body.code]).toEqual([429, "too-many-requests"])
    expect(Number(sixth.headers.get("retry-after"))).toBeGreaterThan(200)
    expect(await refusals()).toHaveLength(before)
    expect((await approve(manager.browser, userCode)).status).toBe(200)
  })

  test.each([
    ["a code of other letters", { code: "AEIO-UAEI", name: "x" }, "code"],
    ["no name", { code: "BCDF-GHJK", name: " " }, "name"],
    ["a field more", { code: "BCDF-GHJK", name: "x", branch: "other" }, "branch"],
  ])("nor a body with %s", async (_, body, field) => {
    const answer = await manager.browser.post("/v1/branches/demo/devices", body)
    expect([answer.status, answer.body.field]).toEqual([400, field])
  })
})

describe("a device's list", () => {
  test("is for the branch's manager, the admin and the auditor, and holds no key and no token", async () => {
    await pairedDevice(server, "display", { name: "Hall" })
    const { status, body, text } = await manager.browser.get("/v1/branches/demo/devices")
    expect(status).toBe(200)
    expect(body.devices.map(({ name }: { name: string }) => name)).toContain("Hall")
    expect(text).not.toMatch(/publicKey|digest|gid_/)
    const other = await signedInMember(server, "komang", [inBranch("manager", "other")])
    expect((await other.browser.get("/v1/branches/demo/devices")).status).toBe(403)
  })
})
