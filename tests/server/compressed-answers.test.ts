import { CONTRACT_VERSION } from "@giliran/contract/socket-events"
import { type IncomingMessage, request } from "node:http"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { bareAnswer, unpacked } from "../support/bare-answer.ts"
import { callerOf } from "../support/caller.ts"
import { type Route, routesOf } from "../support/routes.ts"
import type { BranchId } from "@giliran/contract/basics"
import type { KeyRole } from "@giliran/contract/access"
import { type StaffedServer, staffedServer } from "../support/staffed-server.ts"

type Ids = Readonly<Record<string, string>>
let server: StaffedServer
let manager: Ids
let auditor: Ids
let kiosk: string
let routes: readonly Route[]

beforeAll(async () => {
  server = await staffedServer()
  manager = { authorization: `Bearer ${await keyOf("manager")}` }
  auditor = await server.signIn({
    staffId: "ida",
    grants: [
      { branchId: "*", role: "auditor" },
      { branchId: "*", role: "admin" },
    ],
  })
  kiosk = await keyOf("kiosk")
  routes = await routesOf(server.url)
  for (let taken = 0; taken < 30; taken++) await callerOf(server.url, kiosk).take("setor-tarik")
})

afterAll(async () => {
  await server.stop()
})

const keyOf = async (role: KeyRole) =>
  (
    await server.house.grant(
      { role, branchId: "demo" as BranchId, label: `test ${role}` },
      { actor: "test", address: "here" },
    )
  ).token

const ask = (path: string, accepted: string, ids: Ids = manager, method = "GET", body?: string) =>
  bareAnswer(server.url + path, {
    method,
    headers: { "accept-encoding": accepted, ...ids },
    ...(body === undefined ? {} : { body }),
  })

/** Where each GET stands. A new one is put into a list, by somebody who thought of its secrets. */
const b = "/v1/branches/{branch}"
const compressed = [
  "/v1/bank/audit",
  "/v1/bank/audit/export",
  "/v1/bank/staff",
  "/v1/branches",
  `${b}/advice`,
  `${b}/audit`,
  `${b}/audit/export`,
  `${b}/counters`,
  `${b}/devices`,
  `${b}/events`,
  `${b}/health/plan`,
  `${b}/plan`,
  `${b}/reports/lane/{day}`,
  `${b}/reports/retention`,
  `${b}/roots`,
  `${b}/staff`,
  `${b}/tickets/{ticket}/reason`,
  `${b}/views/counter`,
  `${b}/views/display`,
  `${b}/views/kiosk`,
  `${b}/voices`,
]
const plain = [
  "/v1/session",
  "/v1/sign-in",
  "/v1/sign-in/oidc",
  "/v1/sign-in/oidc/callback",
  `${b}/health/audit`,
  `${b}/health/customer-directory`,
  `${b}/keys`,
  `${b}/machine-settings`,
  `${b}/tickets/{ticket}`,
  `${b}/tickets/{ticket}/contact`,
]

const gets = () => routes.filter(({ method }) => method === "GET")

describe("every GET of the API", () => {
  test("stands in one of the two lists", () => {
    expect(
      gets()
        .map(({ path }) => path)
        .toSorted(),
    ).toEqual([...compressed, ...plain].toSorted())
  })

  test("that may be compressed answers with no field for a secret", () => {
    const named = gets().filter(({ path }) => compressed.includes(path) && !path.endsWith("/export"))
    for (const { path, described } of named) {
      const answer: unknown = described.responses["200"]
      expect([path, JSON.stringify(answer).includes("$ref")]).toEqual([path, false])
      const names = namesIn(answer)
      expect(names.length).toBeGreaterThan(1)
      expect([path, names.filter((name) => secrets.test(name))]).toEqual([path, []])
    }
  })

  test("says that it depends on the encoding exactly when it may be compressed", async () => {
    for (const { path } of gets()) {
      const where = path.replace("{branch}", "demo").replace("{day}", "2026-11-30").replace("{ticket}", "x")
      const query = path.endsWith("views/counter") ? "?counter=1" : ""
      const mayBe = compressed.includes(path)
      for (const ids of [manager, auditor]) {
        const { status, headers } = await ask(where + query, "br, gzip", ids)
        const isNamed = headers.vary === "Accept-Encoding"
        expect([path, status, isNamed]).toEqual([path, status, mayBe && status === 200])
        expect([path, headers["content-encoding"] !== undefined && !isNamed]).toEqual([path, false])
      }
    }
  })
})

describe("a long answer to GET", () => {
  const paths = [
    "/openapi.json",
    "/v1/branches/demo/plan",
    "/v1/branches/demo/views/kiosk",
    "/v1/branches/demo/events",
  ]

  test.each(paths)("%s is sent smaller, in the encoding that is liked best", async (path) => {
    const whole = await ask(path, "identity")
    expect([whole.status, whole.headers["content-encoding"]]).toEqual([200, undefined])
    expect(whole.bytes.length).toBeGreaterThan(1_400)
    for (const [accepted, encoding] of [
      ["gzip, deflate, br, zstd", "br"],
      ["gzip, br;q=0.9", "gzip"],
      ["*", "br"],
    ] as const) {
      const answer = await ask(path, accepted)
      expect(answer.headers).toMatchObject({
        "content-encoding": encoding,
        vary: "Accept-Encoding",
        "cache-control": whole.headers["cache-control"],
        "content-type": "application/json",
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
        "content-length": String(answer.bytes.length),
      })
      expect(answer.bytes.length).toBeLessThan(whole.bytes.length / 2)
      expect(Object.keys(JSON.parse(unpacked(answer).toString()))).toEqual(
        Object.keys(JSON.parse(String(whole.bytes))),
      )
    }
  })

  test.each(["", "identity", "identity;q=0", "br;q=0", "zstd"])(
    "is sent as it is for %j",
    async (accepted) => {
      const answer = await ask("/v1/branches/demo/plan", accepted)
      expect([answer.status, answer.headers["content-encoding"]]).toEqual([200, undefined])
      expect(JSON.parse(String(answer.bytes))).toHaveProperty("plan")
    },
  )

  test("is told by HEAD and not sent", async () => {
    const got = await ask("/v1/branches/demo/plan", "br")
    const told = await ask("/v1/branches/demo/plan", "br", manager, "HEAD")
    expect([told.status, told.bytes.length]).toEqual([200, 0])
    for (const name of ["content-encoding", "content-length", "content-type", "vary", "cache-control"])
      expect([name, told.headers[name]]).toEqual([name, got.headers[name]])
  })

  test("is compressed while it is read, where it is of any length", async () => {
    const path = "/v1/branches/demo/audit/export"
    const [whole, answer] = [await ask(path, "identity", auditor), await ask(path, "br, gzip", auditor)]
    expect(answer.headers).toMatchObject({
      "content-encoding": "gzip",
      vary: "Accept-Encoding",
      "content-type": "application/x-ndjson",
    })
    expect(whole.bytes.length).toBeGreaterThan(1_400)
    expect(answer.bytes.length).toBeLessThan(whole.bytes.length / 2)
    const lines = unpacked(answer).toString().trim().split("\n")
    expect(lines.length).toBeGreaterThan(1)
    for (const line of lines) expect(JSON.parse(line)).toHaveProperty("hash")
  })
})

describe("what is never compressed", () => {
  test("an answer of one packet", async () => {
    const answer = await ask("/v1/branches", "br")
    expect(answer.bytes.length).toBeLessThan(1_400)
    expect([answer.status, answer.headers["content-encoding"]]).toEqual([200, undefined])
    expect(answer.headers["content-length"]).toBe(String(answer.bytes.length))
  })

  test("an answer to POST, however long", async () => {
    const { body: taken } = await callerOf(server.url, kiosk).post("/tickets/reserve", {
      serviceId: "setor-tarik",
    })
    const secret = String(taken.link).split(".").at(-1)
    const body = JSON.stringify({ form: "picture", paperMm: 80, secret })
    const ids = { authorization: `Bearer ${kiosk}` }
    const answer = await ask(
      `/v1/branches/demo/tickets/${taken.ticket.id}/paper`,
      "br, gzip",
      ids,
      "POST",
      body,
    )
    expect([answer.status, answer.headers["content-encoding"], answer.headers.vary]).toEqual([
      200,
      undefined,
      undefined,
    ])
    expect(answer.bytes.length).toBeGreaterThan(1_400)
  })

  test("a no", async () => {
    const answer = await ask("/v1/branches/demo/plan", "br", {})
    expect([answer.status, answer.headers["content-encoding"]]).toEqual([401, undefined])
  })

  test("a live view by long polling", async () => {
    const polling = "/socket.io/?EIO=4&transport=polling"
    const { bytes } = await ask(polling, "br, gzip", {})
    const { sid } = JSON.parse(bytes.subarray(1).toString()) as { sid: string }
    const joining = `40/live,${JSON.stringify({ contract: CONTRACT_VERSION, token: kiosk, branch: "demo", view: "kiosk" })}`
    expect((await ask(`${polling}&sid=${sid}`, "br, gzip", {}, "POST", joining)).status).toBe(200)
    let heard = ""
    while (!heard.includes('"view"')) {
      const answer = await ask(`${polling}&sid=${sid}`, "br, gzip", {})
      expect([answer.status, answer.headers["content-encoding"]], heard).toEqual([200, undefined])
      heard += answer.bytes.toString()
    }
    expect(heard.length).toBeGreaterThan(1_400)
  })

  test("a live view by websocket, though the browser offers it", async () => {
    const handshake = await new Promise<IncomingMessage>((resolve, reject) => {
      const asking = request(`${server.url}/socket.io/?EIO=4&transport=websocket`, {
        headers: {
          connection: "Upgrade",
          upgrade: "websocket",
          "sec-websocket-version": "13",
          "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
          "sec-websocket-extensions": "permessage-deflate; client_max_window_bits",
        },
      })
      asking.once("upgrade", (answer, socket) => {
        socket.destroy()
        resolve(answer)
      })
      asking.once("error", reject)
      asking.end()
    })
    expect(handshake.statusCode).toBe(101)
    expect(handshake.headers["sec-websocket-extensions"]).toBeUndefined()
  })
})

const secrets = /token|secret|password|pin$|link|^totp|cookie|session/i

/** The names of all fields of a JSON Schema. */
function namesIn(schema: unknown): readonly string[] {
  if (typeof schema !== "object" || schema === null) return []
  const { properties } = schema as { properties?: object }
  return [
    ...(typeof properties === "object" && properties !== null ? Object.keys(properties) : []),
    ...Object.values(schema).flatMap(namesIn),
  ]
}
