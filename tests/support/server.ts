import { type TestHouse, useHouse } from "./house.ts"
import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { setTimeout as sleep } from "node:timers/promises"
import type { BranchId, Instant } from "@giliran/contract/basics"
import type { Plan } from "@giliran/contract/plan"
import nodeOptions from "../../server/node-options.json" with { type: "json" }
import { demoBranchId } from "../../server/demo/seed.ts"
import type { KeyRole } from "@giliran/contract/access"
import { connectionUrlOf } from "../../server/database/data-dir-lock.ts"
import { freshDatabase } from "./postgres.ts"
import { wideLimits } from "./wide-limits.ts"
import { secretEnv } from "./secret-env.ts"
import { serverMain } from "./server-main.ts"

/** The real server in a process of its own, as `npm start` runs it. */
export interface TestServer {
  /** `http://127.0.0.1:41234` */
  readonly url: string
  readonly port: number
  readonly pid: number
  readonly databaseUrl: string
  /** A new token, for the demo branch unless told otherwise. */
  token(role: KeyRole, branch?: string): Promise<string>
  /** What it wrote so far, both streams. */
  output(): string
  /** As Ctrl-C does; resolves with the exit code when it has ended. */
  stop(): Promise<number | null>
  /** As a power cut does: kill -9. */
  kill(): Promise<void>
}

export interface TestServerOptions {
  /** An outside PostgreSQL; left out, a fresh database of the test run's own, dropped after `stop`. */
  readonly databaseUrl?: string
  /** Runs the embedded PostgreSQL in this folder instead. */
  readonly dataDir?: string
  /** Branches besides the demo. */
  readonly plans?: readonly Plan[]
  readonly env?: Readonly<Record<string, string>>
}

export async function startTestServer({
  databaseUrl,
  dataDir,
  plans = [],
  env = {},
}: TestServerOptions = {}): Promise<TestServer> {
  const fresh = databaseUrl === undefined && dataDir === undefined ? await freshDatabase() : null
  const outside = databaseUrl ?? fresh?.url
  if (outside !== undefined) await useHouse(outside, (ledger) => addBranches(ledger, plans))

  const { child, output, port } = await launch({
    PORT: "0",
    HOST: "127.0.0.1",
    LOG_LEVEL: "info",
    ...wideLimits,
    ...secretEnv,
    ...(outside === undefined ? { DATABASE_URL: "", DATA_DIR: dataDir ?? "" } : { DATABASE_URL: outside }),
    ...env,
  })
  const reachable = outside ?? (dataDir === undefined ? null : await connectionUrlOf(dataDir))
  if (reachable === null) throw new Error("The server's database cannot be found")
  if (outside === undefined) await useHouse(reachable, (ledger) => addBranches(ledger, plans))
  const { pid } = child
  if (pid === undefined) throw new Error("The server has no process")

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    pid,
    databaseUrl: reachable,
    output,
    token: (role, branch = demoBranchId) =>
      useHouse(reachable, (ledger) =>
        ledger
          .grant(
            { role, branchId: branch as BranchId, label: `test ${role}` },
            { actor: "test", address: "here" },
          )
          .then(({ token }) => token),
      ),
    async stop() {
      child.kill("SIGINT")
      await ended(child)
      await fresh?.drop()
      return child.exitCode
    },
    async kill() {
      child.kill("SIGKILL")
      await ended(child)
    },
  }
}

async function addBranches(ledger: TestHouse, plans: readonly Plan[]): Promise<void> {
  for (const plan of plans)
    await ledger.plans.save({ id: plan.branchId, name: plan.name, createdAt: Date.now() as Instant, plan })
}

async function launch(env: Readonly<Record<string, string>>) {
  const child = fork(serverMain, {
    env: { ...process.env, ...nodeOptions.environment, ...env },
    silent: true,
    execArgv: [...nodeOptions.arguments],
  })
  let written = ""
  child.stdout?.on("data", (part: Buffer) => (written += part.toString()))
  child.stderr?.on("data", (part: Buffer) => (written += part.toString()))
  const starting = new AbortController()
  child.once("exit", (code, signal) => (written += `\nThe server ended: ${signal ?? code}\n`))
  const port = await Promise.race([
    once(child, "message").then(([message]: { listening?: unknown }[]) => Number(message?.listening)),
    once(child, "exit").then(() => {
      throw new Error(`The server ended while starting:\n${written}`)
    }),
    sleep(60_000, undefined, { ref: false, signal: starting.signal }).then(() => {
      child.kill("SIGKILL")
      throw new Error(`The server does not start:\n${written}`)
    }),
  ])
  // Or a minute later it would be killed after all, in the middle of a test that takes longer.
  starting.abort()
  return { child, port, output: () => written }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit")
}
