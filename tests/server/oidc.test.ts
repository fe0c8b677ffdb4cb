import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { sessionCookie } from "../../server/access/callers.ts"
import { type Browser, browserOf } from "../support/browser.ts"
import { query } from "../support/postgres.ts"
import { clientId, startOidcProvider } from "../support/oidc-provider.ts"
import { startTestServer, type TestServer } from "../support/server.ts"
import { addStaff, inBank, inBranch } from "../support/staff.ts"

let provider: Awaited<ReturnType<typeof startOidcProvider>>
let server: TestServer

beforeAll(async () => {
  provider = await startOidcProvider({
    "giliran-admin": "admin",
    "senopati-teller": "teller@demo",
    "senopati-lead": ["supervisor@demo", "greeter@demo"],
  })
  server = await startTestServer({ env: provider.env })
  provider.allow(server.url)
})

afterAll(async () => {
  await server.stop()
  await provider.stop()
})

const isPage = ({ pathname }: URL) => pathname.startsWith("/office/") || pathname.startsWith("/counter/")

/** A browser that walks from page to page with all its cookies, as far as the server's own page. */
class Walk {
  readonly jar = new Map<string, string>()

  async step(url: string): Promise<Response> {
    const cookies = [...this.jar].map(([name, value]) => `${name}=${value}`).join("; ")
    const answer = await fetch(url, { redirect: "manual", headers: { cookie: cookies } })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) this.jar.delete(name)
      else this.jar.set(name, value)
    }
    return answer
  }

  /** Where it goes next; each page of the way sends it on. */
  async follow(url: string, until: (url: URL) => boolean): Promise<URL> {
    for (let at = url, steps = 0; steps < 12; steps++) {
      const answer = await this.step(at)
      const location = answer.headers.get("location")
      if (location === null) throw new Error(`${at} leads nowhere: ${answer.status} ${await answer.text()}`)
      const next = new URL(location, at)
      if (until(next)) return next
      at = next.href
    }
    throw new Error("The way has no end")
  }

  toCallback(start = "/v1/sign-in/oidc"): Promise<URL> {
    return this.follow(server.url + start, ({ pathname }) => pathname.endsWith("/callback"))
  }

  toPage(start = "/v1/sign-in/oidc"): Promise<URL> {
    return this.follow(server.url + start, isPage)
  }

  browser(): Browser {
    return browserOf(server.url, this.jar.get(sessionCookie) ?? null)
  }
}

const page = (url: URL) => url.pathname + url.search
const entries = (act: string) =>
  query<{ actor: string; body: Record<string, unknown> }>(
    server.databaseUrl,
    `SELECT actor, body FROM "AuditEntry" WHERE act = $1 ORDER BY at DESC, seq DESC`,
    [act],
  )

describe("the bank's own sign-in", () => {
  test("is offered by its name, and sends along what it must", async () => {
    const { body } = await browserOf(server.url).get("/v1/sign-in")
    expect(body.oidc).toEqual({ name: "Akun bank" })
    const walk = new Walk()
    const answer = await walk.step(`${server.url}/v1/sign-in/oidc`)
    const url = new URL(answer.headers.get("location") ?? "")
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: clientId,
      response_type: "code",
      scope: "openid profile email",
      redirect_uri: `${server.url}/v1/sign-in/oidc/callback`,
      code_challenge_method: "S256",
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    })
    const [kept = ""] = answer.headers.getSetCookie()
    expect(kept).toMatch(/^__Host-giliran-oidc=[\w-]+; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=600$/)
    expect(kept).not.toContain(url.searchParams.get("state"))
  })

  test("makes the account at the first sign-in, as what the groups say, and needs no authenticator of ours", async () => {
    provider.be({
      sub: "1001",
      preferred_username: "ani",
      name: "Ani",
      groups: ["senopati-lead", "pingpong"],
    })
    const walk = new Walk()
    expect(page(await walk.toPage("/v1/sign-in/oidc?to=/counter/"))).toBe("/counter/")
    expect((await walk.browser().get("/v1/session")).body).toMatchObject({
      staffId: "ani",
      name: "Ani",
      limitedTo: null,
      grants: [inBranch("greeter"), inBranch("supervisor")],
    })
    expect((await entries("signed-in"))[0]).toMatchObject({ actor: "staff ani", body: { method: "oidc" } })
    expect(walk.jar.has("__Host-giliran-oidc")).toBe(false)
    const [row] = await query(server.databaseUrl, `SELECT "passwordHash" FROM "Staff" WHERE id = 'ani'`)
    expect(row).toEqual({ passwordHash: null })
    const typed = { staffId: "ani", password: "anything at all" }
    expect((await browserOf(server.url).post("/v1/session", typed)).body.code).toBe("sign-in-failed")
  })

  test("a role that a group gave ends with it, and with the last group the sessions end", async () => {
    const person = { sub: "1002", preferred_username: "bayu", name: "Bayu" }
    provider.be({ ...person, groups: ["giliran-admin", "senopati-teller"] })
    const first = new Walk()
    await first.toPage()
    expect((await first.browser().get("/v1/bank/staff")).status).toBe(200)
    provider.be({ ...person, groups: ["senopati-teller"] })
    const second = new Walk()
    await second.toPage()
    expect((await second.browser().get("/v1/session")).body.grants).toEqual([inBranch("teller")])
    expect((await first.browser().get("/v1/bank/staff")).status).toBe(403)
    expect((await entries("grants-changed"))[0]).toMatchObject({
      actor: "oidc",
      body: { staffId: "bayu", old: [inBank("admin"), inBranch("teller")], new: [inBranch("teller")] },
    })
    provider.be({ ...person, groups: [] })
    const third = new Walk()
    expect(page(await third.toPage())).toBe("/office/?sign-in=refused")
    expect(third.jar.has(sessionCookie)).toBe(false)
    expect((await second.browser().get("/v1/session")).status).toBe(401)
  })

  test("whoever has no group that means anything here is refused, and so is a name that is somebody's own", async () => {
    await addStaff(server.databaseUrl, "citra", [inBank("admin")])
    for (const [person, cause] of [
      [{ sub: "2001", preferred_username: "dodi", groups: ["pingpong"] }, "no-group"],
      [{ sub: "2002", preferred_username: "edi" }, "no-group"],
      [{ sub: "2003", preferred_username: "citra", groups: ["senopati-teller"] }, "name-taken"],
    ] as const) {
      provider.be(person)
      const walk = new Walk()
      expect(page(await walk.toPage())).toBe("/office/?sign-in=refused")
      expect(walk.jar.has(sessionCookie)).toBe(false)
      expect((await entries("sign-in-failed"))[0]?.body).toEqual({ cause, method: "oidc" })
    }
    const members = await query(server.databaseUrl, `SELECT id FROM "Staff" WHERE id IN ('dodi', 'edi')`)
    expect(members).toEqual([])
  })

  test("somebody who was disabled is refused, whatever the groups say", async () => {
    provider.be({ sub: "1003", preferred_username: "fitri", groups: ["senopati-teller"] })
    await new Walk().toPage()
    await query(server.databaseUrl, `UPDATE "Staff" SET "disabledAt" = now() WHERE id = 'fitri'`)
    expect(page(await new Walk().toPage())).toBe("/office/?sign-in=refused")
  })
})

describe("the way back", () => {
  test.each([
    ["another state", (url: URL) => url.searchParams.set("state", "A".repeat(43))],
    ["no state", (url: URL) => url.searchParams.delete("state")],
    ["another code", (url: URL) => url.searchParams.set("code", "A".repeat(43))],
    ["another issuer", (url: URL) => url.searchParams.set("iss", "http://evil.example")],
    ["an error instead", (url: URL) => url.searchParams.set("error", "access_denied")],
  ])("with %s opens nothing", async (_, spoil) => {
    provider.be({ sub: "1004", preferred_username: "gita", groups: ["senopati-teller"] })
    const walk = new Walk()
    const back = await walk.toCallback()
    spoil(back)
    const answer = await walk.step(back.href)
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/office/?sign-in=refused"])
    expect(walk.jar.has(sessionCookie)).toBe(false)
  })

  test("in another browser than the one that left opens nothing: neither without its cookie nor with its own", async () => {
    provider.be({ sub: "1005", preferred_username: "hadi", groups: ["senopati-teller"] })
    const back = await new Walk().toCallback()
    const stranger = new Walk()
    expect(page(await stranger.follow(back.href, isPage))).toContain("refused")
    const other = new Walk()
    await other.toCallback()
    expect(page(await other.follow(back.href, isPage))).toContain("refused")
    expect([stranger.jar.has(sessionCookie), other.jar.has(sessionCookie)]).toEqual([false, false])
  })

  test("with an ID token of another sign-in opens nothing: its nonce is not the one that was sent", async () => {
    provider.be({ sub: "1006", preferred_username: "indah", groups: ["senopati-teller"] })
    const walk = new Walk()
    const left = await walk.step(`${server.url}/v1/sign-in/oidc`)
    const asked = new URL(left.headers.get("location") ?? "")
    asked.searchParams.set("nonce", "another-nonce")
    const back = await walk.follow(asked.href, ({ pathname }) => pathname.endsWith("/callback"))
    expect((await walk.step(back.href)).headers.get("location")).toContain("refused")
    expect(walk.jar.has(sessionCookie)).toBe(false)
  })

  test("V7.2.4 gives a new token, and the one that the browser had is worth nothing", async () => {
    provider.be({ sub: "1007", preferred_username: "joni", groups: ["senopati-teller"] })
    const walk = new Walk()
    await walk.toPage()
    const before = walk.browser()
    await walk.toPage()
    expect(walk.browser().token()).not.toBe(before.token())
    expect((await walk.browser().get("/v1/session")).status).toBe(200)
    await expect.poll(async () => (await before.get("/v1/session")).status).toBe(401)
  })

  test("leads to a page of ours and nowhere else", async () => {
    provider.be({ sub: "1008", preferred_username: "kiki", groups: ["senopati-teller"] })
    expect(page(await new Walk().toPage("/v1/sign-in/oidc?to=https://evil.example/"))).toBe("/office/")
    expect(page(await new Walk().toPage("/v1/sign-in/oidc?to=//evil.example/"))).toBe("/office/")
  })
})

describe("once more, and out", () => {
  test("a proof makes the provider ask again, and only then it is fresh", async () => {
    provider.be({ sub: "1009", preferred_username: "lala", groups: ["giliran-admin"] })
    const walk = new Walk()
    await walk.toPage()
    const add = { staffId: "baru", name: "Baru", grants: [inBranch("teller")] }
    // The provider said nothing of when the password was typed: it may have been this morning.
    expect((await walk.browser().post("/v1/bank/staff", add)).body.code).toBe("fresh-sign-in-needed")
    await walk.toPage("/v1/sign-in/oidc?prove")
    expect((await walk.browser().post("/v1/bank/staff", add)).status).toBe(201)
  })

  test("signing out ends the session here, and names the place where the provider ends its own", async () => {
    provider.be({ sub: "1010", preferred_username: "mira", groups: ["senopati-teller"] })
    const walk = new Walk()
    await walk.toPage()
    const browser = walk.browser()
    const before = browser.copy()
    const { status, body } = await browser.ask("DELETE", "/v1/session")
    expect(status).toBe(200)
    const url = new URL(body.endSessionUrl)
    expect(url.origin).toBe(provider.env["OIDC_ISSUER"])
    expect(url.searchParams.get("post_logout_redirect_uri")).toBe(`${server.url}/counter/office.html`)
    expect((await walk.step(url.href)).status).toBe(200)
    expect(browser.token()).toBeNull()
    expect((await before.get("/v1/session")).status).toBe(401)
  })

  test("a provider that is away is told from a no, and local accounts still come in", async () => {
    const away = await startTestServer({
      env: { ...provider.env, OIDC_ISSUER: "http://127.0.0.1:9" },
    })
    try {
      const answer = await fetch(`${away.url}/v1/sign-in/oidc`, { redirect: "manual" })
      expect([answer.status, answer.headers.get("location")]).toEqual([303, "/office/?sign-in=away"])
      const secret = await addStaff(away.databaseUrl, "dewi", [inBranch("teller")])
      const typed = { staffId: "dewi", password: secret }
      expect((await browserOf(away.url).post("/v1/session", typed)).body.code).toBe("new-password-needed")
    } finally {
      await away.stop()
    }
  })
})
