import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { sessionCookie } from "../../server/access/callers.ts"
import { launchChromium } from "../support/chromium.ts"
import { startOidcProvider } from "../support/oidc-provider.ts"
import { startTestServer, type TestServer } from "../support/server.ts"
import { goodPassword, inBranch, signedInMember } from "../support/staff.ts"

let provider: Awaited<ReturnType<typeof startOidcProvider>>
let server: TestServer
let chromium: Browser

beforeAll(async () => {
  provider = await startOidcProvider({ tellers: "teller@demo" })
  server = await startTestServer({ env: provider.env })
  chromium = await launchChromium()
})

afterAll(async () => {
  await chromium.close()
  await server.stop()
  await provider.stop()
})

/** As our own page asks. */
const ask = (page: Page, method: string, path: string, body?: object) =>
  page.evaluate(
    async ([how, where, what]) => {
      const answer = await fetch(where, {
        method: how,
        ...(what === null ? {} : { body: what, headers: { "content-type": "application/json" } }),
      })
      return { status: answer.status, body: await answer.json(), seen: document.cookie }
    },
    [method, path, body ? JSON.stringify(body) : null] as const,
  )

describe("V3.3.1 V3.3.4 a real browser", () => {
  test.each(["127.0.0.1", "localhost"])(
    "keeps the session's cookie on http://%s, from every script",
    async (host) => {
      const staffId = `on-${host}`
      await signedInMember(server, staffId, [inBranch("teller")])
      const context = await chromium.newContext()
      const page = await context.newPage()
      await page.goto(`http://${host}:${server.port}/`)
      const signedIn = await ask(page, "POST", "/v1/session", { staffId, password: goodPassword })
      expect([signedIn.status, signedIn.seen]).toEqual([200, ""])
      expect(await ask(page, "GET", "/v1/session")).toMatchObject({ status: 200, body: { staffId } })
      const [cookie] = await context.cookies()
      expect(cookie).toMatchObject({
        name: sessionCookie,
        domain: host,
        path: "/",
        secure: true,
        httpOnly: true,
        sameSite: "Strict",
        expires: -1,
      })
      expect((await ask(page, "DELETE", "/v1/session")).status).toBe(200)
      expect(await context.cookies()).toEqual([])
      expect((await ask(page, "GET", "/v1/session")).status).toBe(401)
      await context.close()
    },
  )

  test("takes the Strict cookie of a sign-in that comes back from another site", async () => {
    // To a browser, localhost and 127.0.0.1 are two sites.
    const origin = `http://localhost:${server.port}`
    provider.allow(origin)
    provider.be({ sub: "1", preferred_username: "nia", name: "Nia", groups: ["tellers"] })
    const context = await chromium.newContext()
    const page = await context.newPage()
    await page.goto(`${origin}/v1/sign-in/oidc`)
    expect(page.url()).toBe(`${origin}/office/`)
    await page.goto(`${origin}/`)
    expect(await ask(page, "GET", "/v1/session")).toMatchObject({ status: 200, body: { staffId: "nia" } })
    await context.close()
  })

  test("V3.5.1 does not send it along with another site's request", async () => {
    const context = await chromium.newContext()
    const page = await context.newPage()
    await page.goto(`http://localhost:${server.port}/`)
    await ask(page, "POST", "/v1/demo/session", { screen: "office" })
    const own = page.waitForRequest((request) => request.url().endsWith("/v1/session"))
    expect((await ask(page, "GET", "/v1/session")).status).toBe(200)
    expect((await (await own).allHeaders())["cookie"]).toContain(sessionCookie)
    const other = await context.newPage()
    await other.goto(`http://127.0.0.1:${server.port}/healthz`)
    const sent = other.waitForRequest((request) => request.url().includes("/v1/session"))
    await other.evaluate((url) => {
      const form = Object.assign(document.createElement("form"), { method: "post", action: url })
      document.body.append(form)
      form.submit()
    }, `http://localhost:${server.port}/v1/session/totp`)
    expect((await (await sent).allHeaders())["cookie"]).toBeUndefined()
    await context.close()
  })
})
