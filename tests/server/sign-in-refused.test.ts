import { request } from "node:http"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { sessionCookie } from "../../server/access/callers.ts"
import { browserOf } from "../support/browser.ts"
import { wholeOrShort } from "../support/long-run.ts"
import { query } from "../support/postgres.ts"
import { startTestServer, type TestServer } from "../support/server.ts"
import { addStaff, goodPassword, inBank, inBranch, signedInMember } from "../support/staff.ts"

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})

afterAll(async () => {
  await server.stop()
})

interface Answer {
  readonly status: number
  readonly text: string
  readonly headers: readonly (readonly [string, string])[]
  readonly ms: number
}

/** From an address of its own on this machine: what fails is counted for each. */
const from = (address: string, path: string, body: object, headers: Record<string, string> = {}) =>
  new Promise<Answer>((resolve, reject) => {
    const startedAt = performance.now()
    const asked = request(
      `${server.url}${path}`,
      {
        method: "POST",
        localAddress: address,
        agent: false,
        headers: {
          "content-type": "application/json",
          "accept-language": "en",
          origin: server.url,
          ...headers,
        },
      },
      (answer) => {
        let text = ""
        answer.on("data", (part) => (text += part))
        answer.on("end", () => {
          const seen = Object.entries(answer.headers)
            .filter(([name]) => name !== "date")
            .map(([name, value]) => [name, String(value)] as const)
          resolve({ status: answer.statusCode ?? 0, text, headers: seen, ms: performance.now() - startedAt })
        })
      },
    )
    asked.once("error", reject)
    asked.end(JSON.stringify(body))
  })

const entries = (address: string) =>
  query<{ actor: string; act: string; body: Record<string, unknown> }>(
    server.databaseUrl,
    `SELECT actor, act, body FROM "AuditEntry" WHERE address = $1 ORDER BY at DESC, seq DESC`,
    [address],
  )

/** Everybody who is refused, and why; with accounts of this name's own. */
async function theRefused(set = "") {
  const { code } = await signedInMember(server, `replayed${set}`, [inBank("auditor")])
  const replayed = code()
  const typed = { staffId: `replayed${set}`, password: goodPassword }
  await browserOf(server.url).post("/v1/session", { ...typed, code: replayed })
  const other = await signedInMember(server, `recovered${set}`, [inBank("auditor")])
  const recovered = { staffId: `recovered${set}`, password: goodPassword }
  await browserOf(server.url).post("/v1/session", { ...recovered, code: other.recoveryCodes[0] })
  const expired = await addStaff(server.databaseUrl, `expired${set}`, [inBranch("teller")])
  for (const staffId of ["wrong", "locked", "disabled"])
    await signedInMember(server, staffId + set, [inBranch("teller")])
  await query(
    server.databaseUrl,
    `UPDATE "Staff" SET
       "secretUntil" = CASE WHEN id LIKE 'expired%' THEN now() - interval '1 second' ELSE "secretUntil" END,
       "disabledAt" = CASE WHEN id LIKE 'disabled%' THEN now() END,
       "lockedUntil" = CASE WHEN id LIKE 'locked%' THEN now() + interval '1 hour' END`,
    [],
  )
  return [
    ["wrong-password", `staff wrong${set}`, { staffId: `wrong${set}`, password: "not this one" }],
    ["unknown-staff", "nobody", { staffId: `ghost${set}`, password: goodPassword }],
    ["unknown-staff", "nobody", { staffId: `no id at all${set}?`, password: goodPassword }],
    ["locked", `staff locked${set}`, { staffId: `locked${set}`, password: goodPassword }],
    ["disabled", `staff disabled${set}`, { staffId: `disabled${set}`, password: goodPassword }],
    ["secret-expired", `staff expired${set}`, { staffId: `expired${set}`, password: expired }],
    ["replayed-code", `staff replayed${set}`, { ...typed, code: replayed }],
    ["wrong-code", `staff recovered${set}`, { ...recovered, code: other.recoveryCodes[0] ?? "" }],
    ["wrong-code", `staff recovered${set}`, { ...recovered, code: "not a code" }],
  ] as const
}

/** As if none of it had happened. */
const forgiveAll = () =>
  query(
    server.databaseUrl,
    `UPDATE "Staff" SET "failedCount" = 0, "lockedUntil" = NULL WHERE id NOT LIKE 'locked%'`,
  )

describe("V6.3.8 V6.3.1 whoever may not come in", () => {
  test("hears the same, and the auditor reads which it was", async () => {
    const refused = await theRefused()
    const answers: Answer[] = []
    for (const [index, [cause, actor, body]] of refused.entries()) {
      const address = `127.0.1.${index + 1}`
      await forgiveAll()
      answers.push(await from(address, "/v1/session", body))
      expect(await entries(address)).toEqual([{ actor, act: "sign-in-failed", body: { cause } }])
      answers.push(
        await from(address, "/v1/session/password", { ...body, newPassword: "sepeda tua di gudang" }),
      )
    }
    const [first] = answers
    expect([first?.status, JSON.parse(first?.text ?? "").code]).toEqual([401, "sign-in-failed"])
    expect(first?.headers.map(([name]) => name)).not.toContain("set-cookie")
    for (const { status, text, headers } of answers)
      expect({ status, text, headers }).toEqual({
        status: first?.status,
        text: first?.text,
        headers: first?.headers,
      })
  })

  // In `npm test` others work beside it, and no length means anything.
  test.runIf(wholeOrShort(true, false))("hears it after the same time", async () => {
    const refused = await theRefused("timed")
    // Interleaved, so that whatever else the machine does meets all alike. It only adds time, so the quickest tells most, as it would to
    // whoever listens: with more rounds what it added goes away, and what the server adds does not.
    const quickest = refused.map(() => Infinity).slice(1)
    const spread = () => Math.max(...quickest) / Math.min(...quickest)
    for (let set = 0; set < 4 && !(spread() < 1.25); set++) {
      // No account is looked at more than ten times a minute.
      const those = set === 0 ? refused : await theRefused(String(set))
      for (let round = 0; round < 7; round++) {
        await forgiveAll()
        // The last one has the account of the one before.
        for (const [index, [, , body]] of those.slice(0, -1).entries()) {
          const { ms } = await from(`127.0.2.${10 * set + round + 1}`, "/v1/session", body)
          quickest[index] = Math.min(quickest[index] ?? Infinity, ms)
        }
      }
    }
    expect(spread()).toBeLessThan(1.25)
  })
})

describe("V6.3.1 guessing", () => {
  test("shuts the account for a minute after five, then for longer, and never for good", async () => {
    await signedInMember(server, "guessed", [inBranch("teller")])
    const address = "127.0.3.1"
    const guess = () => from(address, "/v1/session", { staffId: "guessed", password: "a guess" })
    const lockOf = async () => {
      const [row] = await query<{ failed: number; seconds: number | null }>(
        server.databaseUrl,
        `SELECT "failedCount" AS failed, round(extract(epoch FROM "lockedUntil" - now()))::int AS seconds
         FROM "Staff" WHERE id = 'guessed'`,
      )
      return row
    }
    const wait = () =>
      query(server.databaseUrl, `UPDATE "Staff" SET "lockedUntil" = now() WHERE id = 'guessed'`)

    for (let count = 1; count < 5; count++) await guess()
    expect(await lockOf()).toEqual({ failed: 4, seconds: null })
    await guess()
    expect((await lockOf())?.seconds).toBeGreaterThan(50)
    expect((await entries(address))[0]).toMatchObject({ act: "staff-locked", actor: "staff guessed" })

    // The right password now is as wrong as any; and trying does not make it longer.
    expect((await from(address, "/v1/session", { staffId: "guessed", password: goodPassword })).status).toBe(
      401,
    )
    expect((await lockOf())?.failed).toBe(5)
    await wait()
    await guess()
    expect((await lockOf())?.seconds).toBeGreaterThan(100)
    expect((await lockOf())?.seconds).toBeLessThanOrEqual(120)
    await query(
      server.databaseUrl,
      `UPDATE "Staff" SET "failedCount" = 40, "lockedUntil" = now() WHERE id = 'guessed'`,
    )
    await guess()
    expect((await lockOf())?.seconds).toBeLessThanOrEqual(15 * 60)
    await wait()
    expect((await from(address, "/v1/session", { staffId: "guessed", password: goodPassword })).status).toBe(
      200,
    )
    expect(await lockOf()).toEqual({ failed: 0, seconds: null })
  })

  test("a hundred at the same moment are no way around: no more than ten are looked at", async () => {
    await signedInMember(server, "rushed", [inBranch("teller")])
    const tries = Array.from({ length: 30 }, (_, n) =>
      from(`127.0.4.${n + 1}`, "/v1/session", { staffId: "rushed", password: `guess ${n}` }),
    )
    for (const { status } of await Promise.all(tries)) expect(status).toBe(401)
    const causes = await query<{ cause: string; count: number }>(
      server.databaseUrl,
      `SELECT body->>'cause' AS cause, count(*)::int AS count FROM "AuditEntry"
       WHERE actor = 'staff rushed' AND act = 'sign-in-failed' GROUP BY 1 ORDER BY 1`,
    )
    expect(causes.reduce((sum, { count }) => sum + count, 0)).toBe(30)
    expect(causes.find(({ cause }) => cause === "wrong-password")?.count).toBeLessThanOrEqual(10)
  })

  test("from one address is slowed down for all accounts, and told when to go on", async () => {
    const address = "127.0.5.1"
    const tries = Array.from({ length: 70 }, (_, n) =>
      from(address, "/v1/session", { staffId: `nobody${n}`, password: "a guess" }),
    )
    const answers = await Promise.all(tries)
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(60)
    const slowed = answers.filter(({ status }) => status === 429)
    expect(slowed).toHaveLength(10)
    const retryAfter = new Map(slowed[0]?.headers).get("retry-after")
    expect(Number(retryAfter)).toBeGreaterThan(0)
    expect(Number(retryAfter)).toBeLessThanOrEqual(60)
    // Elsewhere nobody notices.
    await signedInMember(server, "elsewhere", [inBranch("teller")])
  })
})

describe("V3.5.1 a page of another site", () => {
  const typed = { staffId: "victim", password: goodPassword }

  test.each([
    ["another origin", { origin: "https://evil.example" }],
    ["no origin at all", { origin: "null" }],
    ["another port of this machine", { origin: "http://127.0.0.1:1" }],
    ["a form of another site", { origin: "", "sec-fetch-site": "cross-site" }],
    ["a neighbour under the same domain", { origin: "", "sec-fetch-site": "same-site" }],
  ])("%s: signs nobody in, and does nothing by somebody's cookie", async (_, headers) => {
    const { browser } = await signedInMember(server, `victim${Math.random()}`, [inBranch("teller")])
    const cookie = `${sessionCookie}=${browser.token()}`
    for (const [path, body] of [
      ["/v1/session", typed],
      ["/v1/session/password", { ...typed, newPassword: "sepeda tua di gudang" }],
      ["/v1/session/prove", { password: goodPassword }],
      ["/v1/session/totp", {}],
      ["/v1/branches/demo/counters/2/open", {}],
      ["/v1/branches/demo/staff", {}],
    ] as const) {
      const { status, text } = await from("127.0.0.1", path, body, { cookie, ...headers })
      expect([path, status, JSON.parse(text).code]).toEqual([path, 403, "cross-site"])
    }
    expect((await browser.get("/v1/session")).status).toBe(200)
    const left = await browser.ask("DELETE", "/v1/session", undefined, headers)
    expect(left.body.code).toBe("cross-site")
  })

  test("a session's token is good in its cookie and nowhere else", async () => {
    const { browser } = await signedInMember(server, "bearer", [inBranch("teller")])
    const asked = { headers: { authorization: `Bearer ${browser.token()}` } }
    expect((await fetch(`${server.url}/v1/branches`, asked)).status).toBe(401)
    const inAddress = `${server.url}/v1/branches?token=${browser.token()}`
    expect((await fetch(inAddress)).status).toBe(401)
  })
})
