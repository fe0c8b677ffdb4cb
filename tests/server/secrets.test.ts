import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Writable } from "node:stream"
import pino from "pino"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { configFrom, isMistaken } from "../../server/config/config.ts"
import { neverLogged } from "../../server/config/never-logged.ts"
import { callerOf, told } from "../support/caller.ts"
import { freshDatabase } from "../support/postgres.ts"
import { startTestServer } from "../support/server.ts"

let folder: string
const written = (name: string, content: string) => {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "giliran-secrets-"))
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe("a secret in a file", () => {
  test("counts as if it were in the environment, without the line's end", () => {
    const key = Buffer.alloc(32, 9).toString("base64")
    expect(
      configFrom({
        DATABASE_URL_FILE: written("database", "postgresql://giliran:geheim@db/giliran\n"),
        GILIRAN_CUSTOMER_KEY_FILE: written("key", `${key}\r\n`),
        CUSTOMER_DIRECTORY_URL: "https://bank.example/customers",
        CUSTOMER_DIRECTORY_TOKEN_FILE: written("token", "geheim"),
      }),
    ).toMatchObject({
      databaseUrl: "postgresql://giliran:geheim@db/giliran",
      customerKey: Buffer.alloc(32, 9),
      customerDirectory: { token: "geheim" },
    })
  })

  test.each([
    [
      "is not there",
      { DATABASE_URL_FILE: "/nowhere/database" },
      "DATABASE_URL_FILE cannot be used: its file cannot be read (ENOENT): /nowhere/database.",
    ],
    [
      "is said twice",
      { DATABASE_URL_FILE: "/nowhere", DATABASE_URL: "postgresql://a:geheim@b/c" },
      "not both",
    ],
  ])("that %s is told, and nothing of it is shown", (_, environment, words) => {
    const config = configFrom(environment)
    if (!isMistaken(config)) throw new Error("It was taken")
    expect(config).toHaveLength(1)
    expect(config[0]?.mistake).toContain(words)
    expect(config[0]?.mistake).not.toContain("geheim")
  })

  test("that holds nothing, or what is no such secret, is told without what it holds", () => {
    expect(mistakesOf("\n")).toContain("its file is empty")
    expect(mistakesOf("geheim")).toContain("GILIRAN_CUSTOMER_KEY cannot be used")
    expect(mistakesOf("geheim")).not.toContain("geheim")
  })
})

test("no secret of a whole run is in its log, at the level that says most", async () => {
  const key = Buffer.alloc(32, 5).toString("base64")
  const directoryToken = "directory-token-that-nobody-may-read"
  const identifier = "5555 4444 3333"
  const failing = createServer((_, answer) => answer.writeHead(500).end(directoryToken))
  await new Promise<void>((resolve) => failing.listen(0, "127.0.0.1", resolve))
  const address = failing.address()
  if (address === null || typeof address === "string") throw new Error("The directory has no address")
  const database = await freshDatabase()
  const server = await startTestServer({
    databaseUrl: database.url,
    env: {
      LOG_LEVEL: "trace",
      GILIRAN_CUSTOMER_KEY: key,
      CUSTOMER_DIRECTORY_URL: `http://127.0.0.1:${address.port}/customers`,
      CUSTOMER_DIRECTORY_TOKEN: directoryToken,
    },
  })
  const tokens = await Promise.all(
    (["kiosk", "teller", "manager"] as const).map((role) => server.token(role)),
  )
  const [kiosk = "", teller = "", manager = ""] = tokens
  const forged = `gil_${"Z".repeat(43)}`
  const idempotencyKey = "a-key-that-is-nobodys-business"
  const taken = await callerOf(server.url, kiosk).post(
    "/tickets",
    { serviceId: "setor" },
    { "idempotency-key": idempotencyKey },
  )
  await callerOf(server.url, kiosk).post("/customer-checks", { identifier })
  await callerOf(server.url, teller).post("/counters/1/open", { teller: { id: "budi", name: "Budi" } })
  await callerOf(server.url, manager).get("/plan")
  await callerOf(server.url, forged).get("/plan")
  await told(`${server.url}/v1/branches/demo/plan`, {
    headers: { cookie: `__Host-giliran=gis_${"C".repeat(43)}` },
  })
  await told(`${server.url}/v1/demo/session`, { method: "POST", body: '{"screen":"kiosk"}' })
  const linkSecret: string = taken.body?.link?.split(".")[1] ?? "no-ticket-was-taken"
  // The database goes away under it: that is when a connection's particulars would be told.
  await database.drop()
  await callerOf(server.url, manager).post("/tickets", { serviceId: "setor" })
  await server.stop()
  failing.close()

  const log = server.output()
  expect(log).toContain("the customer directory gave no answer")
  const { password } = new URL(database.url)
  expect(password.length).toBeGreaterThan(8)
  for (const secret of [
    ...tokens,
    forged,
    key,
    directoryToken,
    identifier,
    identifier.replaceAll(" ", ""),
    linkSecret,
    idempotencyKey,
    password,
    "C".repeat(43),
  ])
    expect(log.includes(secret), `the log holds ${secret.slice(0, 6)}…`).toBe(false)
})

test("a whole request that somebody logs by mistake loses its secrets", () => {
  const { logger, written: log } = loggerOf()
  logger.error({
    headers: { authorization: "Bearer geheim", cookie: "geheim" },
    body: { password: "geheim" },
  })
  logger.error({ req: { headers: { authorization: "geheim" } }, password: "geheim", token: "geheim" })
  logger.error({
    err: Object.assign(new Error("x"), { headers: { authorization: "geheim" }, token: "geheim" }),
  })
  expect(log().split("\n")).toHaveLength(4)
  expect(log()).not.toContain("geheim")
})

test("a whole environment that somebody logs by mistake loses every secret in it, and nothing else", () => {
  const { logger, written: log } = loggerOf()
  // Written down by hand from the README and docs/security.md, and not from the table.
  const secrets = [
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "GILIRAN_CUSTOMER_KEY",
    "GILIRAN_SECRET_KEY",
    "GILIRAN_SIGNING_KEY",
    "CUSTOMER_DIRECTORY_URL",
    "CUSTOMER_DIRECTORY_TOKEN",
    "OIDC_CLIENT_SECRET",
  ]
  const env = Object.fromEntries([...secrets.map((name) => [name, "geheim"]), ["PORT", "8443"]])
  logger.error({ env })
  logger.error(env)
  expect(log()).not.toContain("geheim")
  expect(log().match(/"PORT":"8443"/g)).toHaveLength(2)
  for (const name of secrets) {
    const config = configFrom({ [name]: "ge heim", [`${name}_FILE`]: "" })
    expect(isMistaken(config) ? config.map(({ mistake }) => mistake).join() : "").not.toContain("ge heim")
  }
})

/** As main.ts logs, into memory. */
function loggerOf() {
  let log = ""
  const sink = new Writable({
    write(part: Buffer, _, done) {
      log += part.toString()
      done()
    },
  })
  const logger = pino({ redact: { paths: [...neverLogged], censor: "-" } }, sink)
  return { logger, written: () => log }
}

function mistakesOf(content: string): string {
  const config = configFrom({ GILIRAN_CUSTOMER_KEY_FILE: written("wrong", content) })
  return isMistaken(config) ? config.map(({ mistake }) => mistake).join() : ""
}
