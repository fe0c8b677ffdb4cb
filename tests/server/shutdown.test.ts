import { openHouse } from "../support/house.ts"
import { execFile } from "node:child_process"
import { Agent, request } from "node:http"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { describe, expect, test } from "vitest"
import { silent } from "../../server/database/database-log.ts"
import { callerOf } from "../support/caller.ts"
import { joinLive } from "../support/live-screen.ts"
import { query } from "../support/postgres.ts"
import { freshDatabase } from "../support/postgres.ts"
import { secretEnv } from "../support/secret-env.ts"
import { serverMain } from "../support/server-main.ts"
import { startServerApart } from "../support/server.ts"

describe("told to stop", () => {
  test("the server finishes what waits, sends the screens away and ends with 0", async () => {
    const database = await freshDatabase()
    const server = await startServerApart({ databaseUrl: database.url })
    const token = await server.token("kiosk")
    const screen = await joinLive(server.url, { token, view: "kiosk" })
    const agent = new Agent({ keepAlive: true })
    const outcomes = Array.from({ length: 50 }, () => taking(server.port, token, agent))
    // Some are answered, some under way, some not yet heard when the order to stop comes.
    await Promise.race(outcomes)
    const toldAt = performance.now()
    const code = await server.stop("SIGINT")
    // Its own patience is five seconds: it must not have needed to lose it over connections that are only kept alive.
    expect(performance.now() - toldAt).toBeLessThan(4_500)
    const taken = (await Promise.all(outcomes)).filter((status) => status === 201)
    agent.destroy()
    screen.close()

    expect(code).toBe(0)
    expect(server.output()).toContain('"msg":"stopped"')
    const [row] = await query<{ count: number }>(
      database.url,
      `SELECT count(*)::int AS count FROM "Event" WHERE type = 'ticket-taken'`,
    )
    expect(taken.length).toBeGreaterThan(0)
    expect(row?.count).toBe(taken.length)
    await database.drop()
  })

  test("with the embedded database, the next start finds everything", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "giliran-stop-"))
    try {
      const first = await startServerApart({ dataDir })
      const before = await callerOf(first.url, await first.token("kiosk")).take("kredit")
      expect(await first.stop()).toBe(0)
      const second = await startServerApart({ dataDir })
      const kiosk = callerOf(second.url, await second.token("kiosk"))
      expect((await kiosk.get(`/tickets/${before.ticket.id}`)).body).toMatchObject({
        number: "D001",
        status: "waiting",
      })
      expect((await kiosk.take("kredit")).ticket.number).toBe("D002")
      expect(await second.stop()).toBe(0)
      expect(first.output() + second.output()).not.toMatch(/"level":[456]0/)
    } finally {
      rmSync(dataDir, { recursive: true, force: true })
    }
  })

  test("to set up only: the demo branch and the database are there, and nothing runs any more", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "giliran-set-up-"))
    try {
      const place = { env: { ...process.env, ...secretEnv, PORT: "0", DATA_DIR: dataDir } }
      await promisify(execFile)(process.execPath, [serverMain, "set-up"], place)
      // It would be refused if anything still had the folder.
      const ledger = await openHouse({ databaseUrl: null, dataDir, log: silent })
      expect(await ledger.branches()).toMatchObject([{ id: "demo" }])
      await ledger.close()
    } finally {
      rmSync(dataDir, { recursive: true, force: true })
    }
  })

  test("a port that is taken is said in words, with what to do", async () => {
    const server = await startServerApart()
    await expect(startServerApart({ env: { PORT: String(server.port) } })).rejects.toThrow(
      `Port ${server.port} is used by another program. Stop it, or choose another: PORT=${server.port + 1} npm start`,
    )
    await server.stop()
  })
})

/** The status, or null when no answer came. */
function taking(port: number, token: string, agent: Agent): Promise<number | null> {
  return new Promise((resolve) => {
    const asked = request(
      {
        port,
        host: "127.0.0.1",
        agent,
        method: "POST",
        path: "/v1/branches/demo/tickets",
        headers: { authorization: `Bearer ${token}` },
      },
      (answer) => {
        answer.resume()
        answer.once("close", () => resolve(answer.complete ? (answer.statusCode ?? null) : null))
      },
    )
    asked.once("error", () => resolve(null))
    asked.end('{"serviceId":"valas"}')
  })
}
