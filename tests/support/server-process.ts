import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { join, resolve } from "node:path"
import { serverEnv } from "./server-env.ts"
import { serverMain } from "./server-main.ts"
import nodeOptions from "../../server/node-options.json" with { type: "json" }

/** A server in a process of its own, as `npm start` runs it. */
export interface ServerProcess {
  readonly url: string
  readonly port: number
  readonly pid: number
  /** The last of what it wrote, both streams. */
  output(): string
  /** As a supervisor does, or Ctrl-C; resolves with the exit code when it has ended. */
  stop(signal?: "SIGTERM" | "SIGINT"): Promise<number | null>
  /** SIGKILL, and its end. What it had started goes on. */
  kill(): Promise<void>
}

export interface ServerPlace {
  /** An outside database; left out, the embedded one. */
  readonly databaseUrl?: string
  readonly dataDir?: string
  readonly env?: Readonly<Record<string, string>>
}

const root = resolve(import.meta.dirname, "../..")
const compileCache = join(root, "node_modules/.cache/node")

/** Resolves when it listens, on a free port. Rejects with what it said when it ends before. */
export function startServerProcess({
  databaseUrl = "",
  dataDir = join("/nowhere", "giliran"),
  env = {},
}: ServerPlace): Promise<ServerProcess> {
  const child = fork(serverMain, {
    env: {
      ...process.env,
      ...nodeOptions.environment,
      ...serverEnv,
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      LOG_LEVEL: "error",
      NODE_COMPILE_CACHE: compileCache,
      ...env,
    },
    execArgv: [...nodeOptions.arguments],
    silent: true,
  })
  let said = ""
  for (const output of [child.stdout, child.stderr])
    output?.on("data", (part: Buffer) => {
      said = (said + part.toString()).slice(-1_000_000)
    })
  return new Promise((done, fail) => {
    child.once("exit", () => fail(new Error(`The server ended while starting:\n${said}`)))
    child.once("message", (message) => {
      const { listening } = message as { listening: number }
      done({
        url: `http://127.0.0.1:${listening}`,
        port: listening,
        pid: child.pid ?? 0,
        output: () => said,
        stop: (signal = "SIGTERM") => end(child, signal),
        async kill() {
          await end(child, "SIGKILL")
        },
      })
    })
  })
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill(signal)
    await once(child, "exit")
  }
  return child.exitCode
}
