import type { KeyRole } from "@giliran/contract/access"
import type { BranchId, Instant } from "@giliran/contract/basics"
import type { Plan } from "@giliran/contract/plan"
import { connectionUrlOf } from "../../server/database/data-dir-lock.ts"
import { demoBranchId } from "../../server/demo/seed.ts"
import { type TestHouse, useHouse } from "./house.ts"
import { freshDatabase } from "./postgres.ts"
import { type ServerHere, startServerHere } from "./server-here.ts"
import { type ServerProcess, startServerProcess } from "./server-process.ts"

/** The real server, and keys to it. */
export interface TestServer extends ServerHere {
  readonly databaseUrl: string
  /** A new token, for the demo branch unless told otherwise. */
  token(role: KeyRole, branch?: string): Promise<string>
}

/** One that can be killed, and whose memory and last word are its own. */
export interface ServerApart extends ServerProcess, Pick<TestServer, "databaseUrl" | "token"> {}

export interface TestServerOptions {
  /** An outside PostgreSQL; left out, a fresh database of the test run's own, dropped after `stop`. */
  readonly databaseUrl?: string
  /** Branches besides the demo. */
  readonly plans?: readonly Plan[]
  readonly env?: Readonly<Record<string, string>>
}

interface ApartOptions extends TestServerOptions {
  /** Runs the embedded PostgreSQL in this folder instead. */
  readonly dataDir?: string
}

/** In this process. */
export async function startTestServer({
  databaseUrl,
  plans = [],
  env = {},
}: TestServerOptions = {}): Promise<TestServer> {
  const place = await placeOf(databaseUrl, plans)
  const server = await startServerHere(place.url, env)
  return {
    ...server,
    ...keysOf(place.url),
    async stop() {
      await server.stop()
      await place.drop()
    },
  }
}

/** In a process of its own, as `npm start` runs it. */
export async function startServerApart({
  databaseUrl,
  dataDir,
  plans = [],
  env = {},
}: ApartOptions = {}): Promise<ServerApart> {
  const logged = { LOG_LEVEL: "info", ...env }
  if (dataDir !== undefined) {
    const server = await startServerProcess({ dataDir, env: logged })
    const url = await connectionUrlOf(dataDir)
    if (url === null) throw new Error("The server's database cannot be found")
    await useHouse(url, (house) => addBranches(house, plans))
    return { ...server, ...keysOf(url) }
  }
  const place = await placeOf(databaseUrl, plans)
  const server = await startServerProcess({ databaseUrl: place.url, env: logged })
  return {
    ...server,
    ...keysOf(place.url),
    async stop(signal) {
      const code = await server.stop(signal)
      await place.drop()
      return code
    },
  }
}

/** A database with these branches in it; what is somebody else's is not dropped. */
async function placeOf(databaseUrl: string | undefined, plans: readonly Plan[]) {
  const place = databaseUrl === undefined ? await freshDatabase() : { url: databaseUrl, drop: async () => {} }
  if (plans.length > 0) await useHouse(place.url, (house) => addBranches(house, plans))
  return place
}

function keysOf(databaseUrl: string): Pick<TestServer, "databaseUrl" | "token"> {
  return {
    databaseUrl,
    token: (role, branch = demoBranchId) =>
      useHouse(databaseUrl, async (house) => {
        const key = { role, branchId: branch as BranchId, label: `test ${role}` }
        return (await house.grant(key, { actor: "test", address: "here" })).token
      }),
  }
}

async function addBranches(house: TestHouse, plans: readonly Plan[]): Promise<void> {
  for (const plan of plans)
    await house.plans.save({ id: plan.branchId, name: plan.name, createdAt: Date.now() as Instant, plan })
}
