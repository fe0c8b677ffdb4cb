import { type ChildProcess, spawn } from "node:child_process"
import { createServer } from "node:net"
import { join } from "node:path"

/**
 * Everything with hot reload, in one command: the API restarts when a file of its own changes, and each app is served by
 * Vite, which sends what it asks of the API on to it.
 */
const root = join(import.meta.dirname, "..")
const apiPort = Number(process.env["PORT"] ?? 8080)
const host = "127.0.0.1"
const apps = [
  { name: "Kiosk", folder: "kiosk", path: "kiosk", preferredPort: 5173 },
  { name: "Display", folder: "display", path: "display", preferredPort: 5174 },
  { name: "Counter", folder: "counter", path: "counter", preferredPort: 5175 },
  { name: "Office", folder: "office", path: "office", preferredPort: 5176 },
  { name: "Phone", folder: "phone", path: "ticket", preferredPort: 5177 },
] as const

const children: ChildProcess[] = []
let isStopping = false

start("API", ["--watch", "--watch-preserve-output", join(root, "server", "main.ts")], root)
const urls: string[] = []
for (const { name, folder, path, preferredPort } of apps) {
  const port = (await isFree(preferredPort)) ? preferredPort : await freePort()
  const cwd = join(root, folder)
  const vite = join(cwd, "node_modules", "vite", "bin", "vite.js")
  start(
    name,
    [
      vite,
      "--host",
      host,
      "--port",
      String(port),
      "--strictPort",
      "--clearScreen",
      "false",
      "--logLevel",
      "warn",
    ],
    cwd,
  )
  urls.push(`  ${name.padEnd(9)} http://${host}:${port}/${path}/`)
}

process.stdout.write(`
Giliran, with hot reload:

${urls.join("\n")}
            the phone wants what follows # in a ticket's link
  API       http://${host}:${apiPort}/openapi.json

Ctrl-C stops all of it.

`)

for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stopAll(signal))

function start(name: string, words: readonly string[], cwd: string): void {
  const child = spawn(process.execPath, words, {
    cwd,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, PORT: String(apiPort), HOST: host, LOG_LEVEL: process.env["LOG_LEVEL"] ?? "warn" },
  })
  children.push(child)
  child.once("exit", (code) => {
    if (isStopping) return
    process.stderr.write(`${name} ended (${code ?? "by a signal"}), so everything stops.\n`)
    process.exitCode = 1
    stopAll("SIGTERM")
  })
}

function stopAll(signal: NodeJS.Signals): void {
  isStopping = true
  for (const child of children) child.kill(signal)
}

function isFree(port: number): Promise<boolean> {
  return listening(port).then(
    () => true,
    () => false,
  )
}

function freePort(): Promise<number> {
  return listening(0)
}

/** Listens for a moment to learn whether it can. */
function listening(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once("error", reject)
    server.listen(port, host, () => {
      const address = server.address()
      const taken = typeof address === "object" && address ? address.port : port
      server.close(() => resolve(taken))
    })
  })
}
