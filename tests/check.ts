import { spawn } from "node:child_process"
import { join } from "node:path"

/**
 * `pnpm check`: format, lint, types, dead code, rules and contract, side by side, in seconds.
 * The output of what failed is printed whole; what passed says only how long it took.
 */
const root = join(import.meta.dirname, "..")
const checks: Record<string, readonly string[]> = {
  format: ["oxfmt", "--check", "."],
  lint: ["oxlint", "--type-aware", "."],
  "types (server)": ["tsc", "-p", "tsconfig.json"],
  "types (tests)": ["tsc", "-p", "tests/tsconfig.json"],
  "types (browser)": ["tsc", "-p", "tsconfig.browser.json"],
  "dead code": ["knip"],
  "rules and contract": ["vitest", "run", "--project", "rules", "--project", "contract"],
}

const results = await Promise.all(Object.entries(checks).map(([name, command]) => run(name, command)))
process.exitCode = results.every(Boolean) ? 0 : 1

async function run(name: string, [command = "", ...rest]: readonly string[]): Promise<boolean> {
  const started = performance.now()
  const { code, output } = await finished(command, rest)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  process.stdout.write(
    code === 0 ? `ok    ${name} (${seconds} s)\n` : `FAIL  ${name} (${seconds} s)\n${output}\n`,
  )
  return code === 0
}

function finished(command: string, rest: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const bins = [join(root, "node_modules/.bin"), join(root, "tests/node_modules/.bin"), process.env["PATH"]]
    const path = bins.join(process.platform === "win32" ? ";" : ":")
    const child = spawn(command, rest, {
      cwd: root,
      env: { ...process.env, PATH: path },
      shell: process.platform === "win32",
    })
    let output = ""
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()))
    child.on("error", (error) => resolve({ code: 1, output: error.message }))
    child.on("close", (code) => resolve({ code: code ?? 1, output }))
  })
}
