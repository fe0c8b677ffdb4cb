import type { IncomingMessage } from "node:http"
import type { BranchId, TicketId } from "@giliran/contract/basics"
import pino from "pino"
import { DatabaseAway } from "../../server/database/database.ts"
import { silent } from "../../server/database/database-log.ts"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { callersOf } from "../../server/access/callers.ts"
import { newToken } from "../../server/access/tokens.ts"
import { openRooms, type Rooms } from "../../server/branch/open-rooms.ts"
import { admit } from "../../server/http/admit.ts"
import { Denied } from "../../server/http/denied.ts"
import { rateLimits } from "../../server/http/rate-limits.ts"
import { keyCallers } from "../../server/keys/key-callers.ts"
import { openHouse, type TestHouse } from "../support/house.ts"
import { planOf } from "../support/plan-of.ts"
import { freshDatabase, type FreshDatabase } from "../support/postgres.ts"

const branchId = "uji" as BranchId
const strangersPerMinute = 5
const limits = { ticketsPerMinute: 1e6, ticketsPerHour: 1e6, pagesPerMinute: 1e6, strangersPerMinute }

let database: FreshDatabase
let house: TestHouse
let rooms: Rooms
let lookUps = 0
/** As when somebody's rights were changed: everybody is looked up again. */
let forgetAll: () => void = () => {}
let isAway = false
let api: Parameters<typeof admit>[0]

beforeAll(async () => {
  database = await freshDatabase()
  house = await openHouse({ databaseUrl: database.url, dataDir: "/nowhere", log: silent })
  const plan = planOf({ branchId })
  await house.plans.save({ id: branchId, name: plan.name, createdAt: house.world.now(), plan })
  rooms = openRooms({ ledger: house.ledger, log: pino({ level: "silent" }), world: house.world })
})

afterAll(async () => {
  await rooms.close()
  await house.close()
  await database.drop()
})

beforeEach(() => {
  lookUps = 0
  isAway = false
  const find: TestHouse["keys"]["find"] = async (digest) => {
    lookUps++
    if (isAway) throw new DatabaseAway("no", new Error("for this test"))
    return house.keys.find(digest)
  }
  const nobody = { callerOf: () => null, look: () => null, forget() {} }
  const callers = callersOf({
    access: { onChange: (listener) => ((forgetAll = listener), () => {}) },
    keys: keyCallers({ find }, false),
    devices: nobody,
    sessions: nobody,
  })
  api = { callers, limits: rateLimits(limits as never), rooms, ownOrigins: new Set() } as never
})

/** What this token is told at the kiosk's view of this branch. */
async function asked(token: string | null, branch: string = branchId): Promise<unknown> {
  const headers = token === null ? {} : { authorization: `Bearer ${token}` }
  const incoming = { method: "GET", headers, socket: { remoteAddress: "192.0.2.7" } } as IncomingMessage
  const asking = {
    who: "see-kiosk",
    branch,
    ticketId: undefined as TicketId | undefined,
    isLook: false,
  } as const
  return admit(api, incoming, asking).then(
    () => "welcome",
    (error: unknown) =>
      error instanceof Denied ? error.code : error instanceof DatabaseAway ? "away" : error,
  )
}

const keyFor = async (branch: BranchId) =>
  (await house.grant({ role: "kiosk", branchId: branch, label: "test" })).token

describe("the budget of an address for strangers", () => {
  test("is spent before anybody is looked up", async () => {
    const answers: unknown[] = []
    for (let guess = 0; guess < 12; guess++) answers.push(await asked(newToken("key")))
    expect(answers.filter((code) => code === "not-signed-in")).toHaveLength(strangersPerMinute)
    expect(answers.filter((code) => code === "too-many-requests")).toHaveLength(12 - strangersPerMinute)
    expect(lookUps).toBe(strangersPerMinute)
  })

  test("is spent by what shows nothing at all", async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => asked(null)))
    expect(answers.filter((code) => code === "too-many-requests")).toHaveLength(12 - strangersPerMinute)
  })

  test("costs nothing whoever is known, however often and however many", async () => {
    const keys = await Promise.all(Array.from({ length: 12 }, () => keyFor(branchId)))
    for (const key of keys) expect(await asked(key)).toBe("welcome")
    expect(await asked(newToken("key"))).toBe("not-signed-in")
  })

  test("keeps nobody out who was known before, when it is gone and everybody has to be looked up again", async () => {
    const key = await keyFor(branchId)
    expect(await asked(key)).toBe("welcome")
    for (let guess = 0; guess < 12; guess++) await asked(newToken("key"))
    forgetAll()
    lookUps = 0
    expect(await asked(key)).toBe("welcome")
    expect(lookUps).toBe(1)
  })

  test("is given back while the database is away: whoever asks in vain may come in when it is there again", async () => {
    const key = await keyFor(branchId)
    isAway = true
    for (let again = 0; again < 12; again++) expect(await asked(key)).toBe("away")
    isAway = false
    expect(await asked(key)).toBe("welcome")
  })

  test("is paid by a key that was good and is no more", async () => {
    const key = await keyFor(branchId)
    expect(await asked(key)).toBe("welcome")
    await house.database.transaction((tx) => tx.query(`UPDATE "AccessToken" SET "revokedAt" = now()`))
    forgetAll()
    for (let again = 0; again < strangersPerMinute; again++) expect(await asked(key)).toBe("not-signed-in")
    expect(await asked(key)).toBe("too-many-requests")
  })
})

describe("whoever may do nothing in a branch", () => {
  test("opens no room of it, and hears whether there is one", async () => {
    const later = "belakangan" as BranchId
    const plan = planOf({ branchId: later })
    await house.plans.save({ id: later, name: plan.name, createdAt: house.world.now(), plan })
    const elsewhere = await keyFor(branchId)
    expect(await asked(elsewhere, later)).toBe("not-allowed")
    expect(await asked(elsewhere, "nirwana")).toBe("unknown-branch")
    expect(await asked(newToken("key"), later)).toBe("not-signed-in")
    expect(rooms.openRoom(later)).toBeNull()
    expect(await asked(await keyFor(later), later)).toBe("welcome")
    expect(rooms.openRoom(later)).not.toBeNull()
  })
})
