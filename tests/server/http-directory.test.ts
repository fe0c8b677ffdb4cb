import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http"
import { setTimeout as sleep } from "node:timers/promises"
import { DirectoryHealth } from "@giliran/contract/http-answers"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { type Caller, callerOf } from "../support/caller.ts"
import { startTestServer, type TestServer } from "../support/server.ts"

/** The bank's own directory, as badly behaved as a test wants it. */
type Behaviour = (answer: ServerResponse, body: string) => void | Promise<void>
let behave: Behaviour
const asked: { readonly headers: IncomingMessage["headers"]; readonly body: string }[] = []

const bank: Server = createServer((request, answer) => {
  let body = ""
  request.on("data", (part) => (body += part))
  request.on("end", () => {
    asked.push({ headers: request.headers, body })
    void behave(answer, body)
  })
})

let server: TestServer
let kiosk: Caller
let manager: Caller

beforeAll(async () => {
  await new Promise<void>((resolve) => bank.listen(0, "127.0.0.1", resolve))
  server = await startTestServer({
    env: { CUSTOMER_DIRECTORY_URL: `${bankUrl()}/customers`, CUSTOMER_DIRECTORY_TOKEN: "bank-secret" },
  })
  kiosk = callerOf(server.url, await server.token("kiosk"))
  manager = callerOf(server.url, await server.token("manager"))
})

afterAll(async () => {
  await server.stop()
  bank.closeAllConnections()
  bank.close()
})

beforeEach(() => {
  asked.length = 0
})

function bankUrl(): string {
  const address = bank.address()
  if (address === null || typeof address === "string") throw new Error("The bank has no address")
  return `http://127.0.0.1:${address.port}`
}

const says = (segment: string | null, more: object = {}): Behaviour => {
  return (answer) => void answer.end(JSON.stringify({ segment, ...more }))
}

const check = async () => {
  const startedAt = performance.now()
  const { status, body } = await kiosk.post("/customer-checks", { identifier: " 4000-1234 AbC " })
  return { status, body, tookMs: performance.now() - startedAt }
}

const health = async () => DirectoryHealth.parse((await manager.get("/health/customer-directory")).body)

test("the bank is asked as it wishes, and its priority customers get their proof", async () => {
  behave = says("priority", { since: "2019" })
  const { status, body } = await check()
  expect([status, body.isPriority]).toEqual([200, true])
  expect(asked).toMatchObject([
    {
      headers: { authorization: "Bearer bank-secret", "content-type": "application/json" },
      body: JSON.stringify({ identifier: "4000-1234 AbC" }),
    },
  ])
  expect((await kiosk.take("valas", { proof: body.check })).ticket.class).toBe("priority")
})

test.each<[string, Behaviour]>([
  ["a regular customer", says("regular")],
  ["nobody", says(null)],
  ["not found", (answer) => void answer.writeHead(404).end()],
])("%s is unknown, and no more is said", async (_, behaviour) => {
  behave = behaviour
  const { body } = await check()
  expect(body).toEqual({ isPriority: false, why: "unknown" })
})

const dripping: Behaviour = async (answer) => {
  answer.writeHead(200)
  for (const sign of '{"segment":"priority"}') {
    if (answer.destroyed) return
    answer.write(sign)
    await sleep(100)
  }
  answer.end()
}

const endless: Behaviour = (answer) => {
  answer.writeHead(200)
  const more = () => {
    while (!answer.destroyed && answer.write("x".repeat(1024)));
  }
  answer.on("drain", more)
  more()
}

test.each<[string, keyof DirectoryHealth["checks"]["failed"], Behaviour]>([
  ["silent", "timeout", () => {}],
  ["late", "timeout", async (answer) => void (await sleep(1_500), answer.end('{"segment":"priority"}'))],
  ["dripping its answer", "timeout", dripping],
  ["hanging up", "unreachable", (answer) => void answer.destroy()],
  [
    "sending us elsewhere",
    "unreachable",
    (answer) => void answer.writeHead(307, { location: `${bankUrl()}/elsewhere` }).end(),
  ],
  ["failing", "status", (answer) => void answer.writeHead(500).end('{"segment":"priority"}')],
  ["asking for another token", "status", (answer) => void answer.writeHead(401).end()],
  ["answering a page", "nonsense", (answer) => void answer.end("<html>priority</html>")],
  ["answering nothing", "nonsense", (answer) => void answer.end()],
  ["answering another segment", "nonsense", says("diamond")],
  ["answering a list", "nonsense", (answer) => void answer.end('["priority"]')],
  ["answering without an end", "nonsense", endless],
  [
    "answering at length",
    "nonsense",
    (answer) => void answer.end(JSON.stringify({ segment: "priority", note: "x".repeat(5_000) })),
  ],
])(
  "a directory that is %s: regular service at once, and a %s for the operator",
  async (_, cause, behaviour) => {
    behave = behaviour
    const before = await health()
    const { status, body, tookMs } = await check()
    expect([status, body]).toEqual([200, { isPriority: false, why: "not-now" }])
    expect(tookMs).toBeLessThan(1_200)
    expect(asked.map((request) => request.body)).toHaveLength(1)
    expect((await kiosk.take("valas")).ticket.class).toBe("regular")
    const after = await health()
    expect(after.checks.failed).toEqual({
      ...before.checks.failed,
      [cause]: before.checks.failed[cause] + 1,
    })
    expect(after).toMatchObject({ directory: "http", lastFailureAt: expect.any(Number) })
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
  },
)

test("however often it fails, the customer is not told to stop; and of nobody is anything in the log", async () => {
  behave = (answer) => void answer.writeHead(503).end()
  for (let n = 0; n < 12; n++) expect((await check()).body).toEqual({ isPriority: false, why: "not-now" })
  const log = server.output()
  expect(log).toContain('"cause":"status"')
  expect(log).not.toMatch(/4000|AbC|bank-secret/)
})

test("a directory that is not there at all", async () => {
  bank.closeAllConnections()
  await new Promise((resolve) => bank.close(resolve))
  const { body, tookMs } = await check()
  expect(body).toEqual({ isPriority: false, why: "not-now" })
  expect(tookMs).toBeLessThan(1_200)
  const { latencyMs, checks } = await health()
  expect(checks.failed.unreachable).toBeGreaterThan(2)
  expect(latencyMs?.p95).toBeGreaterThan(790)
  expect(latencyMs?.p95).toBeLessThan(1_000)
})
