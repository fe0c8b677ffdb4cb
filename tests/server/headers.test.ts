import { request } from "node:http"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { callerOf, told } from "../support/caller.ts"
import { routesOf } from "../support/routes.ts"
import { startTestServer, type TestServer } from "../support/server.ts"

let server: TestServer
const bank = "https://teller.bank.example"

beforeAll(async () => {
  server = await startTestServer({ env: { FRAME_ANCESTORS: bank } })
})

afterAll(async () => {
  await server.stop()
})

describe("every answer of the API", () => {
  test("is stored by nobody, is shown in no page, and does not say what made it", async () => {
    const manager = await server.token("manager")
    const routes = await routesOf(server.url)
    expect(routes.length).toBeGreaterThan(25)
    for (const { method, path } of routes)
      for (const token of [manager, null]) {
        const where = path.replace("{branch}", "demo").replaceAll(/\{\w+\}/g, "1")
        const { headers, status } = await told(server.url + where, {
          method,
          headers: token === null ? {} : { authorization: `Bearer ${token}` },
          ...(method === "GET" ? {} : { body: "?" }),
        })
        expect([method, path, status, headers.get("cache-control")]).toEqual([
          method,
          path,
          status,
          "no-store",
        ])
        expect(Object.fromEntries(headers)).toMatchObject({
          "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
          "cross-origin-resource-policy": "same-origin",
          "referrer-policy": "no-referrer",
          "x-content-type-options": "nosniff",
        })
        expect(headers.get("content-type")).toMatch(/^application\/((problem\+)?json|x-ndjson)$/)
        expectQuiet(headers)
      }
  })

  test("lets no other site read it", async () => {
    const asked = { headers: { origin: "https://evil.example" } }
    for (const path of ["/v1/branches/demo/views/kiosk", "/openapi.json", "/"]) {
      const { headers } = await told(server.url + path, asked)
      expect(headers.get("access-control-allow-origin")).toBeNull()
    }
  })
})

describe("a page", () => {
  test.each(["/", "/kiosk/", "/ticket/", "/display/", "/counter/"])(
    "%s runs nothing and shows nothing but what comes from here",
    async (path) => {
      const { headers, status } = await told(server.url + path)
      expect(status).toBe(200)
      const policy = policyIn(headers)
      expect(headers.get("content-security-policy")).not.toMatch(
        /unsafe|\*| ws:( |;|$)| wss:( |;|$)|https:( |;|$)/,
      )
      expect(policy).toMatchObject({
        "default-src": "'none'",
        "script-src": "'self'",
        "connect-src": `'self' ws://127.0.0.1:${server.port} wss://127.0.0.1:${server.port}`,
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": path === "/counter/" ? `'self' ${bank}` : "'none'",
      })
      expect(Object.fromEntries(headers)).toMatchObject({
        "cross-origin-opener-policy": "same-origin",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "cache-control": "no-cache",
      })
      expect(headers.get("permissions-policy")).toMatch(/screen-wake-lock=\(self\).*camera=\(\)/)
      expect(headers.has("strict-transport-security")).toBe(false)
      expectQuiet(headers)
    },
  )

  test("of our own has its style by the digest, and none of the apps needs one", async () => {
    expect(policyIn((await told(server.url)).headers)["style-src"]).toMatch(/^'self' 'sha256-[\w+/]{43}='$/)
    for (const path of ["/kiosk/", "/ticket/", "/display/", "/counter/"]) {
      const { headers, text } = await told(server.url + path)
      expect(policyIn(headers)["style-src"]).toBe("'self'")
      expect(text).not.toMatch(/<style|style=|<script(?![^>]* src=)|onload=/)
    }
  })

  test("where a voice is recorded may use the microphone, and no other", async () => {
    for (const path of ["/", "/kiosk/", "/display/", "/counter/", "/office/"]) {
      const allowed = (await told(server.url + path)).headers.get("permissions-policy") ?? ""
      expect(allowed).toContain(path === "/office/" ? "microphone=(self)" : "microphone=()")
    }
  })

  test.each(["evil.example\tws:", "a b", "x;script-src *", "[::1]:80"])(
    "lets nothing of the host %j into its policy",
    async (host) => {
      expect(["no page", "connect-src 'self'"]).toContain(await connectionsFor(host))
    },
  )

  test("may be embedded by nobody where no bank is named", async () => {
    const plain = await startTestServer()
    const { headers } = await told(`${plain.url}/counter/`)
    await plain.stop()
    expect(policyIn(headers)["frame-ancestors"]).toBe("'none'")
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin")
  })
})

test("a live view by long polling is stored by nobody either", async () => {
  const { status, headers } = await told(`${server.url}/socket.io/?EIO=4&transport=polling`)
  expect(status).toBe(200)
  expect(Object.fromEntries(headers)).toMatchObject({
    "cache-control": "no-store",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
  })
  expectQuiet(headers)
})

test("what is not there, and what no method is, tells nothing", async () => {
  for (const [method, path] of [
    ["GET", "/v1/nothing"],
    ["DELETE", "/v1/branches/demo/tickets"],
    ["OPTIONS", "/v1/branches/demo/tickets"],
    ["GET", "/kiosk/.git/config"],
    ["GET", "/kiosk/assets/"],
    ["GET", "/.env"],
  ] as const) {
    const { status, headers, body } = await told(server.url + path, { method })
    expect([path, status, body.code]).toEqual([path, 404, "not-found"])
    expect(headers.get("cache-control")).toBe("no-store")
  }
  const stranger = await callerOf(server.url, "x").get("/plan")
  expect([stranger.status, stranger.headers.get("www-authenticate")]).toEqual([401, "Bearer"])
  expect(await answerTo({ method: "TRACE", path: "/" })).toMatchObject({ status: 404 })
})

function policyIn(headers: Headers): Readonly<Record<string, string>> {
  const policy = headers.get("content-security-policy") ?? ""
  return Object.fromEntries(
    policy.split("; ").map((part) => [part.split(" ", 1)[0], part.slice(part.indexOf(" ") + 1)]),
  )
}

function expectQuiet(headers: Headers): void {
  expect([headers.get("server"), headers.get("x-powered-by"), headers.get("via")]).toEqual([null, null, null])
}

/** What a page under this name may connect to, or that there is none. */
async function connectionsFor(host: string): Promise<string> {
  try {
    const { status, headers } = await answerTo({ method: "GET", path: "/", headers: { host } })
    const policy = String(headers["content-security-policy"])
    return status === 200 ? (/connect-src [^;]*/.exec(policy)?.[0] ?? "anything") : "no page"
  } catch {
    // A header that Node itself does not send.
    return "no page"
  }
}

function answerTo(asked: { method: string; path: string; headers?: Record<string, string> }) {
  return new Promise<{ status: number; headers: Record<string, unknown> }>((resolve, reject) => {
    const asking = request({ host: "127.0.0.1", port: server.port, ...asked }, (answer) => {
      answer.resume()
      answer.once("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers }))
    })
    asking.once("error", reject)
    asking.end()
  })
}
