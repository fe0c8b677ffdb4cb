import { readFileSync } from "node:fs"
import { hash } from "@node-rs/argon2"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { browserOf } from "../support/browser.ts"
import { freshDatabase, query } from "../support/postgres.ts"
import { secretEnv } from "../support/secret-env.ts"
import { startTestServer, type TestServer } from "../support/server.ts"
import { startServerProcess } from "../support/server-process.ts"
import { addStaff, goodPassword, inBranch, signedInMember } from "../support/staff.ts"

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})

afterAll(async () => {
  await server.stop()
})

const storedOf = async (staffId: string) =>
  (
    await query<{ hash: string }>(
      server.databaseUrl,
      `SELECT "passwordHash" AS hash FROM "Staff" WHERE id = $1`,
      [staffId],
    )
  )[0]?.hash ?? ""

describe("a new password", () => {
  test.each([
    ["V6.2.1 shorter than eight", "pendek7"],
    ["V6.2.4 among the commonest", "1234567890"],
    ["V6.2.4 a common one in another spelling", "PASSWORD"],
    ["V6.2.4 a common one with what everybody puts behind it", "Rahasia2024!"],
    ["V6.2.12 a breached one", "michelle1"],
    ["V6.2.4 a common Indonesian word", "bismillah"],
    ["one letter again and again", "aaaaaaaaaaaaaaaaaaaa"],
    ["V6.2.11 with the sign-in name", "weak.member dan kawan"],
    ["V6.2.11 with the bank's name", "Bank Nusantara Jaya nomor satu"],
    ["V6.2.11 with the branch's words and little else", "senopati-jakarta7"],
    ["the one-time secret itself", null],
  ])("%s is refused, and nothing is used up by it", async (name, newPassword) => {
    const staffId = "weak.member"
    const [known] = await query(server.databaseUrl, `SELECT id FROM "Staff" WHERE id = $1`, [staffId])
    if (!known) secret = await addStaff(server.databaseUrl, staffId, [inBranch("teller")])
    const asked = { staffId, password: secret, newPassword: newPassword ?? secret }
    const refused = await browserOf(server.url).post("/v1/session/password", asked)
    expect([name, refused.status, refused.body.code, refused.body.field]).toEqual([
      name,
      400,
      "password-too-weak",
      "newPassword",
    ])
    const stillNew = await browserOf(server.url).post("/v1/session", { staffId, password: secret })
    expect(stillNew.body.code).toBe("new-password-needed")
  })
  let secret = ""

  test.each([
    ["V6.2.5 words alone", "gajah duduk di atas genteng"],
    ["V6.2.9 of sixty-four letters and more", "kucing biru naik becak ".repeat(8).trim()],
    ["V6.2.8 with spaces at its ends, and exactly as typed", "  Kopi Susu Tanpa Gula  "],
    ["in any script", "ᮞᮥᮔ᮪ᮓ 日本 🙂 kata"],
  ])("%s is good", async (name, newPassword) => {
    const staffId = `good-${name.length}`
    const first = await addStaff(server.databaseUrl, staffId, [inBranch("teller")])
    const browser = browserOf(server.url)
    const chosen = await browser.post("/v1/session/password", { staffId, password: first, newPassword })
    expect(chosen.status).toBe(200)
    const signIn = (password: string) => browserOf(server.url).post("/v1/session", { staffId, password })
    expect((await signIn(newPassword)).status).toBe(200)
    expect(
      (await signIn(newPassword.trim() === newPassword ? `${newPassword} ` : newPassword.trim())).status,
    ).toBe(401)
    expect((await signIn(newPassword.toUpperCase())).status).toBe(401)
  })

  test("V6.2.2 V6.2.3 is chosen by whoever has the password that there is, and ends every other session", async () => {
    const { browser, staffId } = await signedInMember(server, "changer", [inBranch("teller")])
    const newPassword = "sepeda tua di gudang"
    const wrong = { staffId, password: "not this one", newPassword }
    expect((await browserOf(server.url).post("/v1/session/password", wrong)).body.code).toBe("sign-in-failed")
    const there = browserOf(server.url)
    expect((await there.post("/v1/session/password", { ...wrong, password: goodPassword })).status).toBe(200)
    expect((await browser.get("/v1/session")).status).toBe(401)
    expect((await there.get("/v1/session")).status).toBe(200)
  })
})

describe("V11.4.2 what is stored", () => {
  test("is argon2id as OWASP asks for it, and a salt of its own for each", async () => {
    await signedInMember(server, "one", [inBranch("teller")])
    await signedInMember(server, "two", [inBranch("teller")])
    const [one, two] = [await storedOf("one"), await storedOf("two")]
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    expect(one).not.toBe(two)
  })

  test("is hashed again at the next sign-in when hashing cost less before", async () => {
    const { staffId } = await signedInMember(server, "old", [inBranch("teller")])
    const cheap = await hash(goodPassword, { memoryCost: 8_192, timeCost: 1, parallelism: 1 })
    await query(server.databaseUrl, `UPDATE "Staff" SET "passwordHash" = $1 WHERE id = 'old'`, [cheap])
    expect(
      (await browserOf(server.url).post("/v1/session", { staffId, password: goodPassword })).status,
    ).toBe(200)
    expect(await storedOf("old")).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(
      (await browserOf(server.url).post("/v1/session", { staffId, password: goodPassword })).status,
    ).toBe(200)
  })
})

describe("a branch comes to work", () => {
  test.runIf(process.platform === "linux")(
    "fifty sign-ins at the same moment take the memory of one",
    async () => {
      const database = await freshDatabase()
      const running = await startServerProcess({ databaseUrl: database.url, env: secretEnv })
      try {
        const secret = await addStaff(database.url, "many", [inBranch("teller")])
        const first = { staffId: "many", password: secret, newPassword: goodPassword }
        await browserOf(running.url).post("/v1/session/password", first)
        const typed = { staffId: "many", password: goodPassword }
        await browserOf(running.url).post("/v1/session", typed)
        const quiet = megabytesOf(running.pid)
        let most = 0
        const watch = setInterval(() => (most = Math.max(most, megabytesOf(running.pid))), 5)
        // No account is asked for more than ten times at once.
        const answers = await Promise.all(
          Array.from({ length: 50 }, (_, n) =>
            browserOf(running.url).post(
              "/v1/session",
              n % 10 === 0 ? typed : { ...typed, staffId: `none${n}` },
            ),
          ),
        )
        clearInterval(watch)
        expect(answers.filter(({ status }) => status === 200)).toHaveLength(5)
        expect(answers.filter(({ status }) => status === 401)).toHaveLength(45)
        expect(most - quiet).toBeLessThan(19 + 19)
      } finally {
        await running.stop()
        await database.drop()
      }
    },
  )
})

/** The process's own share of memory. */
function megabytesOf(pid: number): number {
  const told = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8")
  return Math.round(Number(/^Pss:\s+(\d+) kB/m.exec(told)?.[1]) / 1024)
}
