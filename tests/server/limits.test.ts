// Over 20 s: slow senders and silent connections are given the time that they are allowed.
import { createConnection } from "node:net"
import { setTimeout as sleep } from "node:timers/promises"
import { LIVE_NAMESPACE, CONTRACT_VERSION } from "@giliran/contract/socket-events"
import { io } from "socket.io-client"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { callerOf, told } from "../support/caller.ts"
import { joinLive } from "../support/live-screen.ts"
import { startTestServer, type TestServer } from "../support/server.ts"

let server: TestServer
let open: TestServer

beforeAll(async () => {
  const narrow = {
    TICKETS_PER_MINUTE: "5",
    TICKETS_PER_HOUR: "5",
    STRANGERS_PER_MINUTE: "30",
    PAGES_PER_MINUTE: "40",
    SCREENS_PER_CALLER: "3",
    CONNECTIONS_PER_ADDRESS: "300",
  }
  ;[server, open] = await Promise.all([
    startTestServer({ env: narrow }),
    // As it comes: what every branch has that sets nothing.
    startTestServer({
      env: { TICKETS_PER_MINUTE: "", TICKETS_PER_HOUR: "", STRANGERS_PER_MINUTE: "", PAGES_PER_MINUTE: "" },
    }),
  ])
})

afterAll(async () => {
  await Promise.all([server.stop(), open.stop()])
})

describe("taking tickets", () => {
  test("a stolen key takes its budget and no more, others go on, and the answer says when", async () => {
    const stolen = callerOf(server.url, await server.token("kiosk"))
    const other = callerOf(server.url, await server.token("kiosk"))
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => stolen.post("/tickets", { serviceId: "setor" })),
    )
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused).toHaveLength(35)
    const [first] = refused
    expect(first?.body).toMatchObject({ code: "too-many-requests", status: 429 })
    expect(Number(first?.headers.get("retry-after"))).toBe(first?.body.retryAfterSeconds)
    expect(first?.body.retryAfterSeconds).toBeGreaterThan(0)
    expect(first?.body.retryAfterSeconds).toBeLessThanOrEqual(60)
    expect((await other.post("/tickets", { serviceId: "setor" })).status).not.toBe(429)
    expect((await stolen.get("/views/kiosk")).status).toBe(200)
  })

  test("many keys of one address are counted together", async () => {
    const keys = await Promise.all(Array.from({ length: 12 }, () => server.token("kiosk")))
    const answers = await Promise.all(
      keys.flatMap((key) =>
        Array.from({ length: 5 }, () => callerOf(server.url, key).post("/tickets", { serviceId: "setor" })),
      ),
    )
    // Ten kiosks' worth, less what the test before has used.
    expect(answers.filter(({ status }) => status !== 429).length).toBeLessThanOrEqual(45)
  })

  test("a rush of 300 in a minute at one kiosk is nobody's attack", async () => {
    const kiosk = callerOf(open.url, await open.token("kiosk"))
    const answers = await Promise.all(
      Array.from({ length: 300 }, () => kiosk.post("/tickets", { serviceId: "setor" })),
    )
    expect(answers.filter(({ status }) => status === 429)).toEqual([])
  })
})

describe("nobody who is known", () => {
  test("is heard so often a minute; those who are known go on, from the same address", async () => {
    const display = await server.token("display")
    // Whoever was never there before pays as a stranger until it is known.
    expect((await callerOf(server.url, display).get("/views/display")).status).toBe(200)
    const guesses = await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        callerOf(server.url, `gil_${String(n).padStart(43, "A")}`).get("/views/display"),
      ),
    )
    expect(guesses.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(30)
    expect(guesses.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(30)
    expect((await callerOf(server.url, display).get("/views/display")).status).toBe(200)
  })

  test("gets so many pages a minute, the API's description among them", async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => told(`${server.url}/openapi.json`)))
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(20)
    expect((await told(`${server.url}/`)).status).toBe(429)
  })
})

describe("whoever watches the log", () => {
  test("reads who was refused, from where and at which door, by HTTP and live, and nothing of what was sent", async () => {
    const display = await open.token("display")
    await callerOf(open.url, display).post("/tickets?to=nobody", { serviceId: "told-to-nobody" })
    await expect(joinLive(open.url, { token: display, view: "kiosk" })).rejects.toThrow("not-allowed")
    const lines = open
      .output()
      .split("\n")
      .filter((line) => line.includes('"msg":"refused"'))
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ actor }) => String(actor).startsWith("display "))
    const who = {
      refused: "not-allowed",
      address: "127.0.0.1",
      actor: expect.stringMatching(/^display [0-9a-f]{8}$/),
    }
    expect(lines).toEqual([
      expect.objectContaining({ ...who, method: "POST", path: "/v1/branches/demo/tickets" }),
      expect.objectContaining({ ...who, branch: "demo", view: "kiosk" }),
    ])
    expect(JSON.stringify(lines)).not.toContain("nobody")
    expect(server.output()).toContain('"refused":"too-many-requests"')
  })
})

describe("live screens", () => {
  test("one caller has so many open at once; a place that was left is free again", async () => {
    const token = await server.token("display")
    const screens = await Promise.all(
      Array.from({ length: 3 }, () => joinLive(server.url, { token, view: "display" })),
    )
    await expect(joinLive(server.url, { token, view: "display" })).rejects.toThrow("too-many-requests")
    const other = await joinLive(server.url, { token: await server.token("display"), view: "display" })
    screens[0]?.close()
    await sleep(200)
    const again = await joinLive(server.url, { token, view: "display" })
    for (const screen of [...screens, other, again]) screen.close()
  })

  test("one that joins again and again is told to wait", async () => {
    const screen = await joinLive(open.url, { token: await open.token("display"), view: "display" })
    const codes: (string | undefined)[] = []
    for (let n = 0; n < 40; n++) {
      const answer: { code?: string } = await screen.socket.emitWithAck("join", {
        branch: "demo",
        view: "display",
      })
      codes.push(answer.code)
    }
    expect(codes.slice(0, 15)).toEqual(Array(15).fill(undefined))
    expect(codes.at(-1)).toBe("too-many-requests")
    screen.close()
  })

  test("one that floods is cut off", async () => {
    const screen = await joinLive(open.url, { token: await open.token("display"), view: "display" })
    const gone = new Promise((resolve) => screen.socket.once("disconnect", resolve))
    for (let n = 0; n < 300; n++) screen.socket.emit("nonsense", n)
    expect(await gone).toBe("transport close")
    screen.close()
  })

  test("nothing is to be had outside of the namespace that asks who it is", async () => {
    const socket = io(open.url, { transports: ["websocket"], forceNew: true, reconnection: false })
    const refusal = await new Promise((resolve) => socket.once("connect_error", resolve))
    expect(refusal).toMatchObject({ message: "not-found" })
    socket.close()
  })

  test("a connection that never says who it is, is closed", async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${open.port}/socket.io/?EIO=4&transport=websocket`)
    const startedAt = performance.now()
    // It answers the heartbeats, as a patient attacker would.
    socket.addEventListener("message", ({ data }) => data === "2" && socket.send("3"))
    await new Promise((resolve) => socket.addEventListener("close", resolve))
    expect(performance.now() - startedAt).toBeLessThan(15_000)
  })

  test("a message of more than 16 kB closes the connection", async () => {
    const joined = await joinLive(open.url, { token: await open.token("display"), view: "display" })
    const gone = new Promise((resolve) => joined.socket.once("disconnect", resolve))
    joined.socket.emit("join", { branch: "x".repeat(20_000), view: "display" })
    expect(await gone).toBe("transport close")
    joined.close()
  })

  test("another site's page opens none", async () => {
    const socket = io(open.url + LIVE_NAMESPACE, {
      transports: ["websocket"],
      extraHeaders: { origin: "https://evil.example" },
      auth: { contract: CONTRACT_VERSION, token: await open.token("display") },
      forceNew: true,
      reconnection: false,
    })
    await new Promise((resolve) => socket.once("connect_error", resolve))
    expect(socket.connected).toBe(false)
    socket.close()
  })
})

describe("connections", () => {
  test("a request that is sent letter by letter is ended, and others are served meanwhile", async () => {
    const startedAt = performance.now()
    const slow = Array.from({ length: 20 }, () => drip("GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: "))
    expect((await told(`${open.url}/healthz`)).status).toBe(200)
    const answers = await Promise.all(slow)
    expect(performance.now() - startedAt).toBeLessThan(20_000)
    for (const answer of answers) expect(answer).toMatch(/^HTTP\/1\.1 408 .*"status":408/s)
  })

  test("a head of more than 16 kB, and what is no HTTP, are a problem too", async () => {
    const large = await drip(`GET / HTTP/1.1\r\nHost: x\r\nX-Large: ${"x".repeat(20_000)}\r\n\r\n`, false)
    expect(large).toMatch(/^HTTP\/1\.1 431 .*application\/problem\+json.*"code":"bad-request"/s)
    expect(await drip("hello\r\n\r\n", false)).toMatch(/^HTTP\/1\.1 400 .*"code":"bad-request"/s)
    expect(await drip("GET http://[/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", false)).toMatch(
      /^HTTP\/1\.1 400 /,
    )
    expect(await drip("GET / HTTP/1.1\r\nConnection: close\r\n\r\n", false)).toMatch(
      /^HTTP\/1\.1 400 .*"code":"bad-request"/s,
    )
  })

  test("one address has so many and no more, and has room again when some are closed", async () => {
    const sockets = Array.from({ length: 400 }, () => createConnection(server.port, "127.0.0.1"))
    for (const socket of sockets) socket.on("error", () => {})
    await sleep(500)
    const isOpen = sockets.filter((socket) => !socket.destroyed && socket.readyState === "open")
    expect(isOpen.length).toBeLessThanOrEqual(300)
    expect(isOpen.length).toBeGreaterThan(150)
    for (const socket of sockets) socket.destroy()
    await sleep(300)
    expect((await told(`${server.url}/healthz`)).status).toBe(200)
  })
})

/** Sends it, and then a letter each half second, until the server has enough. */
function drip(begin: string, goesOn = true): Promise<string> {
  return new Promise((resolve) => {
    let answer = ""
    const socket = createConnection(open.port, "127.0.0.1", () => socket.write(begin))
    const dripping = goesOn ? setInterval(() => socket.write("x"), 500) : undefined
    socket.on("data", (part: Buffer) => (answer += part.toString()))
    socket.on("error", () => {})
    socket.on("close", () => {
      clearInterval(dripping)
      resolve(answer)
    })
  })
}
