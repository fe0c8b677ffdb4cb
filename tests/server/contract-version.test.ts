import { CONTRACT_VERSION, LIVE_NAMESPACE } from "@giliran/contract/socket-events"
import { io } from "socket.io-client"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { callerOf } from "../support/caller.ts"
import { startTestServer, type TestServer } from "../support/server.ts"

let server: TestServer
let token: string
let secret: string

beforeAll(async () => {
  server = await startTestServer()
  token = await server.token("manager")
  const { link } = await callerOf(server.url, token).take("setor-tarik")
  secret = link.split(".")[1] ?? ""
})

afterAll(() => server?.stop())

/** What a page hears that opens its live connection so: the kind of its first view, or why there is none. */
function heard(auth: object): Promise<string> {
  const socket = io(server.url + LIVE_NAMESPACE, {
    auth,
    transports: ["websocket"],
    forceNew: true,
    reconnection: false,
  })
  return new Promise<string>((resolve) => {
    socket.once("view", ({ kind }: { kind: string }) => resolve(`view ${kind}`))
    socket.once("connect_error", (error) =>
      resolve((error as Error & { data?: { code?: string } }).data?.code ?? error.message),
    )
  }).finally(() => socket.close())
}

const branch = "demo"

describe.each([
  ["a kiosk", () => ({ token, branch, view: "kiosk" })],
  ["a display", () => ({ token, branch, view: "display" })],
  ["a counter", () => ({ token, branch, view: "counter", counter: "1" })],
  ["a customer's phone", () => ({ token: secret, view: "ticket" })],
])("the page of %s", (_, auth) => {
  test.each([CONTRACT_VERSION, CONTRACT_VERSION + 1])("of contract %i comes in", async (contract) => {
    const { view } = auth()
    expect(await heard({ ...auth(), contract })).toBe(`view ${view}`)
  })

  test("of an older contract is told so, whoever it is", async () => {
    expect(await heard({ ...auth(), contract: CONTRACT_VERSION - 1 })).toBe("contract-outdated")
    expect(await heard({ ...auth(), token: "nobody's", contract: CONTRACT_VERSION - 1 })).toBe(
      "contract-outdated",
    )
  })

  test("that says no version, of contract 11 or before, hears what it can show", async () => {
    const { view } = auth()
    expect(await heard(auth())).toBe(view === "ticket" ? "contract-outdated" : "bad-request")
  })
})
