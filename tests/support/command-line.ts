import { spawn } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"

const cli = join(import.meta.dirname, "..", "..", "server", "cli.ts")

/** `pnpm giliran …` in a process of its own. */
export async function giliran(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  typed = "",
): Promise<{ readonly status: number | null; readonly stdout: string; readonly stderr: string }> {
  const child = spawn(process.execPath, [cli, ...words], { env: { ...process.env, ...env } })
  let [stdout, stderr] = ["", ""]
  child.stdout.on("data", (part: Buffer) => (stdout += part.toString()))
  child.stderr.on("data", (part: Buffer) => (stderr += part.toString()))
  child.stdin.end(typed)
  const [status] = (await once(child, "close")) as [number | null]
  return { status, stdout, stderr }
}
