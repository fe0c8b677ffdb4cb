import { spawn, spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, readFileSync, readdirSync } from "node:fs"
import { constants } from "node:os"
import { dirname, join, relative } from "node:path"
import { fileURLToPath } from "node:url"

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
export const modules = join(root, "node_modules")
export const isWindows = process.platform === "win32"

/** The Node that Giliran brings along, whatever Node started this. */
export function node24() {
  return join(modules, "node", "bin", isWindows ? "node.exe" : "node")
}

/** Runs a program in this one's place: same terminal, same signals, same end. */
export function runToTheEnd(program, words, env = {}) {
  const child = spawn(program, words, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: environment(env),
  })
  const forward = (signal) => child.kill(signal)
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"]
  for (const signal of signals) process.on(signal, forward)
  const watch = whenNpmIsGone(() => forward("SIGTERM"))
  return new Promise((resolve, reject) => {
    child.once("error", reject)
    child.once("exit", (code, signal) => {
      for (const name of signals) process.off(name, forward)
      clearInterval(watch)
      resolve(code ?? 128 + (constants.signals[signal] ?? 0))
    })
  })
}

/** `npm start` that is told to stop ends its own shell and not what the shell runs: only the change of parent tells. */
function whenNpmIsGone(then) {
  if (!process.env.npm_lifecycle_event || isWindows) return undefined
  const parent = process.ppid
  return setInterval(() => process.ppid !== parent && then(), 500)
}

/** Runs a program and waits; nothing it asks can be answered, so it is told not to ask. */
export function runNow(program, words, { env = {}, shell = false } = {}) {
  return spawnSync(program, words, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: environment(env),
    shell,
  })
}

function environment(more) {
  const bin = join(modules, ".bin")
  // Kept from one start to the next: no script is compiled again.
  const NODE_COMPILE_CACHE = join(modules, ".cache", "node")
  return {
    ...process.env,
    NODE_COMPILE_CACHE,
    PATH: `${bin}${isWindows ? ";" : ":"}${process.env.PATH ?? ""}`,
    ...more,
  }
}

export function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== "node_modules" && name !== "dist")
    .flatMap((entry) =>
      entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)],
    )
    .toSorted((a, b) => (a < b ? -1 : 1))
}

/** By content: the times of a copied or checked-out tree mean nothing. */
export function hashOf(files, more = "") {
  const hash = createHash("sha256").update(more)
  for (const file of files) hash.update(relative(root, file)).update(readFileSync(file))
  return hash.digest("hex")
}

export function readOr(file, otherwise) {
  return existsSync(file) ? readFileSync(file, "utf8") : otherwise
}

export function say(words) {
  process.stderr.write(`${words}\n`)
}

export function fail(words) {
  say(words)
  process.exit(2)
}
