import { type ChildProcess, fork } from "node:child_process"
import { join, resolve } from "node:path"
import { wideLimits } from "./wide-limits.ts"
import { secretEnv } from "./secret-env.ts"
import { serverMain } from "./server-main.ts"
import nodeOptions from "../../server/node-options.json" with { type: "json" }

/** A server in a process of its own, as `npm start` runs it. */
export interface ServerProcess {
  readonly url: string
  readonly pid: number
  /** SIGTERM, and its end. */
  stop(): Promise<void>
  /** SIGKILL, and its end. What it had started goes on. */
  kill(): Promise<void>
}

export interface ServerPlace {
  /** An outside database; left out, the embedded one. */
  readonly databaseUrl?: string
  readonly dataDir?: string
  readonly logLevel?: string
  readonly nodeArguments?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

const root = resolve(import.meta.dirname, "../..")
const compileCache = join(root, "node_modules/.cache/node")

/** Resolves when it listens, on a free port. Rejects with what it said when it ends before. */
export function startServerProcess({
  databaseUrl = "",
  dataDir = join("/nowhere", "giliran"),
  logLevel = "error",
  nodeArguments = [],
  env = {},
}: ServerPlace): Promise<ServerProcess> {
  const child = fork(serverMain, {
    env: {
      ...process.env,
      ...nodeOptions.environment,
      PORT: "0",
      HOST: "127.0.0.1",
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      LOG_LEVEL: logLevel,
      ...secretEnv,
      NODE_COMPILE_CACHE: compileCache,
      ...wideLimits,
      ...env,
    },
    execArgv: [...nodeOptions.arguments, ...nodeArguments],
    silent: true,
  })
  let said = ""
  for (const output of [child.stdout, child.stderr])
    output?.on("data", (part: Buffer) => {
      said = (said + part.toString()).slice(-20_000)
    })
  return new Promise((done, fail) => {
    child.once("exit", () => fail(new Error(`The server ended while starting.\n${said}`)))
    child.once("message", (message) => {
      const { listening } = message as { listening: number }
      done({
        url: `http://127.0.0.1:${listening}`,
        pid: child.pid ?? 0,
        stop: () => end(child, "SIGTERM"),
        kill: () => end(child, "SIGKILL"),
      })
    })
  })
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((done) => {
    child.once("exit", () => done())
    child.kill(signal)
  })
}
