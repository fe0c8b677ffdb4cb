import { serverLog } from "../../server/config/server-log.ts"
import { startServer } from "../../server/start-server.ts"
import { configOf } from "./config-of.ts"
import { serverEnv } from "./server-env.ts"

/** The real server in the test's own process: it starts without a process of its own and without loading anything anew. */
export interface ServerHere {
  /** `http://127.0.0.1:41234` */
  readonly url: string
  readonly port: number
  /** What it logged so far. */
  output(): string
  /** Resolves when it has ended. */
  stop(): Promise<void>
}

/** Resolves when it listens, on a free port. Rejects with the words that `npm start` would show. */
export async function startServerHere(
  databaseUrl: string,
  env: Readonly<Record<string, string>> = {},
): Promise<ServerHere> {
  const config = configOf({
    ...serverEnv,
    DATABASE_URL: databaseUrl,
    DATA_DIR: "/nowhere/giliran",
    ...env,
  })
  let written = ""
  const log = serverLog(config.logLevel, { write: (line) => void (written += line) })
  const server = await startServer({ config, log })
  return { ...server, output: () => written }
}
