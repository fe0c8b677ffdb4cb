import { spawnSync } from "node:child_process"
import { generateKeyPairSync } from "node:crypto"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { configFrom, isMistaken, sayMistakes } from "../../server/config/config.ts"
import { serverMain } from "../support/server-main.ts"

const signingKey = generateKeyPairSync("ed25519")
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString()

const mistakesOf = (environment: Record<string, string>) => {
  const config = configFrom(environment)
  return isMistaken(config) ? config : []
}

describe("the environment", () => {
  test("says nothing: everything has a default", () => {
    expect(configFrom({})).toEqual({
      port: 8080,
      host: "127.0.0.1",
      dataDir: join(process.cwd(), "data"),
      databaseUrl: null,
      databaseOwnerUrl: null,
      signingKey: null,
      logLevel: "info",
      customerKey: null,
      customerDirectory: null,
      edges: { tls: null, trustedProxies: null, publicOrigins: new Set(), frameAncestors: [] },
      limits: {
        ticketsPerMinute: 360,
        ticketsPerHour: 1_800,
        strangersPerMinute: 600,
        pagesPerMinute: 6_000,
        screensPerCaller: 250,
        connectionsPerAddress: 2_000,
      },
      secretKey: null,
      sessions: { idleMs: 15 * 60_000, absoluteMs: 12 * 3_600_000 },
      oidc: null,
      sessionDays: 90,
    })
  })

  test("says everything", () => {
    const environment = {
      PORT: "0",
      HOST: "::1",
      DATA_DIR: "/var/lib/giliran",
      DATABASE_URL: "postgresql://giliran:secret@db:5432/giliran",
      DATABASE_OWNER_URL: "postgresql://owner:secret@db:5432/giliran",
      GILIRAN_SIGNING_KEY: signingKey.trim().replaceAll("\n", String.raw`\n`),
      LOG_LEVEL: "debug",
      GILIRAN_CUSTOMER_KEY: Buffer.alloc(32, 7).toString("base64"),
      CUSTOMER_DIRECTORY_URL: "https://bank.example/customers",
      CUSTOMER_DIRECTORY_TOKEN: "geheim",
      GILIRAN_SECRET_KEY: Buffer.alloc(32, 8).toString("base64"),
      SESSION_IDLE_MINUTES: "5.5",
      SESSION_HOURS: "8",
      OIDC_ISSUER: "https://login.bank.example",
      OIDC_CLIENT_ID: "giliran",
      OIDC_CLIENT_SECRET: "geheim",
      OIDC_NAME: "Akun bank",
      OIDC_SCOPE: "openid profile groups",
      OIDC_GROUPS_CLAIM: "roles",
      OIDC_ROLES: `{"CN=IT,OU=Bank":"admin","senopati":["teller@senopati","greeter@senopati"]}`,
      KEEP_SESSIONS_DAYS: "30",
    }
    expect(configFrom(environment)).toMatchObject({
      port: 0,
      host: "::1",
      dataDir: "/var/lib/giliran",
      databaseUrl: environment.DATABASE_URL,
      databaseOwnerUrl: environment.DATABASE_OWNER_URL,
      signingKey: signingKey.trim(),
      logLevel: "debug",
      customerKey: Buffer.alloc(32, 7),
      customerDirectory: { url: environment.CUSTOMER_DIRECTORY_URL, token: "geheim" },
      secretKey: Buffer.alloc(32, 8),
      sessions: { idleMs: 330_000, absoluteMs: 28_800_000 },
      oidc: {
        issuer: "https://login.bank.example",
        clientId: "giliran",
        clientSecret: "geheim",
        name: "Akun bank",
        scope: "openid profile groups",
        groupsClaim: "roles",
        grantsOf: new Map<string, unknown>([
          ["CN=IT,OU=Bank", [{ branchId: "*", role: "admin" }]],
          [
            "senopati",
            [
              { branchId: "senopati", role: "teller" },
              { branchId: "senopati", role: "greeter" },
            ],
          ],
        ]),
      },
      sessionDays: 30,
    })
  })

  test("an empty variable is one left out", () => {
    expect(configFrom({ PORT: "", DATABASE_URL: "", LOG_LEVEL: "" })).toEqual(configFrom({}))
  })

  test.each([
    ["PORT", "eighty", "0 to 65535"],
    ["PORT", "70000", "0 to 65535"],
    ["PORT", "-1", "0 to 65535"],
    ["HOST", "my host", "0.0.0.0"],
    ["DATABASE_URL", "mysql://u:geheim@db/x", "postgresql://"],
    ["DATABASE_URL", "geheim", "postgresql://"],
    ["DATABASE_OWNER_URL", "mysql://u:geheim@db/x", "the owner of its tables"],
    ["GILIRAN_SIGNING_KEY", "geheim", "openssl genpkey"],
    ["GILIRAN_SIGNING_KEY_FILE", "/nowhere/signing.key", "openssl genpkey"],
    ["LOG_LEVEL", "loud", "debug"],
    ["GILIRAN_CUSTOMER_KEY", Buffer.alloc(31, 7).toString("base64"), "32 random bytes"],
    ["GILIRAN_CUSTOMER_KEY", "geheim!", "openssl rand"],
    ["GILIRAN_SECRET_KEY", "geheim!", "openssl rand"],
    ["SESSION_IDLE_MINUTES", "0", "SESSION_IDLE_MINUTES=15"],
    ["SESSION_HOURS", "soon", "SESSION_HOURS=12"],
    ["OIDC_ISSUER", "http://login.bank.example", "https://login.bank.example"],
    ["OIDC_ROLES", "not JSON", "teller@senopati"],
    ["OIDC_ROLES", `{"it":"king"}`, "teller@senopati"],
    ["OIDC_ROLES", `{"it":"teller"}`, "teller@senopati"],
    ["OIDC_ROLES", `{"it":"admin@senopati"}`, "teller@senopati"],
    ["CUSTOMER_DIRECTORY_URL", "ftp://bank.example", "https://"],
    ["CUSTOMER_DIRECTORY_URL", "https://giliran:geheim@bank.example", "without a password"],
    ["CUSTOMER_DIRECTORY_TOKEN", "two words", "without spaces"],
    ["KEEP_SESSIONS_DAYS", "0", "1 to 3650"],
    ["KEEP_SESSIONS_DAYS", "4000", "1 to 3650"],
    ["KEEP_SESSIONS_DAYS", "-1", "1 to 3650"],
  ])("%s=%s is told with what to do", (name, value, advice) => {
    const [mistake, ...others] = mistakesOf({ [name]: value })
    expect(others).toEqual([])
    expect(mistake).toMatchObject({ name, mistake: expect.stringContaining(advice) })
  })

  test("who names a provider of sign-ins says all of it", () => {
    const given = { OIDC_ISSUER: "https://login.bank.example", OIDC_CLIENT_ID: "giliran", OIDC_ROLES: "{}" }
    expect(mistakesOf(given)).toMatchObject([{ name: "OIDC_CLIENT_SECRET" }])
  })

  test("a list with several mistakes is one mistake", () => {
    expect(mistakesOf({ TRUSTED_PROXIES: "everybody,0.0.0.0/0" })).toHaveLength(1)
  })

  test("a password is never shown", () => {
    const mistaken = {
      DATABASE_URL: "mysql://u:geheim@db/x",
      GILIRAN_CUSTOMER_KEY: "geheim",
      CUSTOMER_DIRECTORY_URL: "ftp://u:geheim@bank.example",
      CUSTOMER_DIRECTORY_TOKEN: "ge heim geheim",
      GILIRAN_SECRET_KEY: "geheim",
    }
    expect(mistakesOf(mistaken)).toHaveLength(5)
    expect(sayMistakes(mistakesOf(mistaken))).not.toMatch(/ge ?heim/)
  })

  test("every mistake at once, and the server does not start", () => {
    const { status, stderr, stdout } = spawnSync(process.execPath, [serverMain], {
      encoding: "utf8",
      env: { ...process.env, PORT: "x", LOG_LEVEL: "loud", HOST: "127.0.0.1" },
    })
    expect(status).toBe(2)
    expect(stdout).toBe("")
    expect(stderr).toContain("2 settings need your attention")
    expect(stderr).toContain('PORT ("x")')
    expect(stderr).toContain('LOG_LEVEL ("loud")')
  })
})
