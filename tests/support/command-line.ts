import { spawn } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { type CommandResult, runCommand } from "../../server/cli/run-command.ts"

const cli = join(import.meta.dirname, "..", "..", "server", "cli.ts")

let last: Promise<unknown> = Promise.resolve()

/** `pnpm giliran …` in this process, with this environment: one at a time, for a process has one environment. */
export function giliran(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<CommandResult> {
  const run = async () => {
    const before = { ...process.env }
    Object.assign(process.env, env)
    try {
      return await runCommand(words)
    } finally {
      for (const name of Object.keys(env)) {
        const value = before[name]
        if (value === undefined) delete process.env[name]
        else process.env[name] = value
      }
    }
  }
  const result = last.then(run, run)
  last = result.catch(() => {})
  return result
}

/** `pnpm giliran …` in a process of its own, which somebody may type into. The test's own process, and a server in it, go on meanwhile. */
export async function giliranApart(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  typed = "",
): Promise<CommandResult> {
  const child = spawn(process.execPath, [cli, ...words], { env: { ...process.env, ...env } })
  let [stdout, stderr] = ["", ""]
  child.stdout.on("data", (part: Buffer) => (stdout += part.toString()))
  child.stderr.on("data", (part: Buffer) => (stderr += part.toString()))
  child.stdin.end(typed)
  const [status] = (await once(child, "close")) as [number]
  return { status, stdout, stderr }
}
