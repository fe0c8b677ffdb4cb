/**
 * What `npm start` and `npm test` run: from a machine that has only Node and npm to a server that runs, or tests that
 * ran. Plain JavaScript without a dependency, because nothing is installed yet when it begins.
 */
import { spawn, spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { constants, tmpdir } from "node:os"
import { dirname, join, relative } from "node:path"
import { fileURLToPath } from "node:url"

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, "node_modules")
const isWindows = process.platform === "win32"
const pnpm = "pnpm@12.21.0"
const apps = ["kiosk", "display", "counter", "office", "phone"]
/** The garbage collector keeps the heap small: a rush is served just as fast, and the server stays half as large. */
const thrifty = JSON.parse(readFileSync(join(root, "server", "node-options.json"), "utf8"))

const serverWords = [...thrifty.arguments, join(root, "server", "dist", "main.js")]

async function start() {
  const status = await prepare()
  return status === 0
    ? runToTheEnd(node24(), serverWords, { ...thrifty.environment, GILIRAN_WELCOME: "1" })
    : status
}

/** Everything that a start needs, and no start: for whoever installs, before the service that may write nothing. */
async function prepare() {
  install()
  generate()
  await build()
  return setUp()
}

async function test(given) {
  let report
  try {
    install()
    generate()
    await build()
    const folder = mkdtempSync(join(tmpdir(), "giliran-test-"))
    const file = join(folder, "results.json")
    const code = await runToTheEnd(
      node24(),
      [
        join(root, "tests", "node_modules", "vitest", "vitest.mjs"),
        "run",
        "--reporter=default",
        "--reporter=json",
        `--outputFile.json=${file}`,
        ...given,
      ],
      { CI: "true", ...chromium() },
    )
    report = countOf(file, code)
    rmSync(folder, { recursive: true, force: true })
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    report = { passed: 0, failed: 1 }
  }
  // The last line, for people and programs.
  process.stdout.write(`${report.passed} passed, ${report.failed} failed\n`)
  return report.failed === 0 ? 0 : 1
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  fail(
    `Giliran needs Node 20.19 or newer to install itself; this is ${process.versions.node}. Get one from https://nodejs.org.`,
  )
}

/** Installs what the lock file names, unless exactly that is there already. */
function install() {
  const stamp = join(modules, ".giliran-installed")
  const wanted = hashOf(
    ["pnpm-lock.yaml", "pnpm-workspace.yaml"].map((name) => join(root, name)),
    `${process.platform} ${process.arch}`,
  )
  if (readOr(stamp, "") === wanted && existsSync(node24())) return
  say("Installing (the first time takes a minute or two) …")
  const env = { CI: "true", npm_config_yes: "true" }
  const { status } = runNow("npx", ["--yes", pnpm, "install", "--frozen-lockfile"], { env, shell: isWindows })
  if (status !== 0)
    throw new Error(
      "The installation did not succeed. Check the connection to the package registry, then try again.",
    )
  writeFileSync(stamp, wanted)
}

/** Writes the database client, where the schema has changed. */
function generate() {
  const { status } = runNow(node24(), [join(root, "prisma", "generate.mjs")])
  if (status !== 0) throw new Error("The database client could not be made from prisma/schema.prisma.")
}

/** Builds the server and the apps, each where a source has changed since. */
async function build() {
  await unlessBuilt("the server", {
    folders: ["server", "packages", "prisma"],
    made: ["server/dist/main.js"],
    make: buildServer,
  })
  await unlessBuilt("the screens", {
    folders: [...apps, "packages"],
    made: apps.map((app) => `${app}/dist/files.json`),
    make: () => Promise.all(apps.map(buildApp)),
  })
}

async function unlessBuilt(name, { folders, made, make }) {
  const stamp = join(modules, `.giliran-built-${made[0].split("/")[0]}`)
  const sources = folders.flatMap((folder) => filesIn(join(root, folder)))
  const wanted = hashOf([...sources, join(root, "pnpm-lock.yaml")])
  if (readOr(stamp, "") === wanted && made.every((path) => existsSync(join(root, path)))) return
  say(`Building ${name} …`)
  await make()
  writeFileSync(stamp, wanted)
}

/**
 * Starts the server once and stops it, where its sources or its database are new: what compiles and fills a new database takes
 * memory, and ends with this process. The one that serves finds all of it done. Returns the exit code; what went wrong was said.
 */
function setUp() {
  const stamp = join(modules, ".giliran-set-up")
  const { DATA_DIR = "", DATABASE_URL = "" } = process.env
  const sources = ["server", "prisma"].flatMap((folder) => filesIn(join(root, folder)))
  const wanted = hashOf([...sources, join(root, "pnpm-lock.yaml")], `${DATA_DIR}\n${DATABASE_URL}`)
  if (readOr(stamp, "") === wanted) return 0
  say("Preparing the server …")
  const { status } = runNow(node24(), [...serverWords, "set-up"], { env: { PORT: "0" } })
  if (status === 0) writeFileSync(stamp, wanted)
  return status ?? 1
}

function buildServer() {
  const { status } = runNow(node24(), [join(root, "server", "build.ts")])
  if (status !== 0) throw new Error("The server could not be built.")
}

function buildApp(app) {
  const cwd = join(root, app)
  const child = spawn(
    node24(),
    [join(cwd, "node_modules", "vite", "bin", "vite.js"), "build", "--logLevel", "warn"],
    {
      cwd,
      stdio: ["ignore", "pipe", "pipe"],
    },
  )
  let written = ""
  child.stdout.on("data", (part) => (written += part))
  child.stderr.on("data", (part) => (written += part))
  return new Promise((resolve, reject) => {
    child.once("error", reject)
    child.once("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`${app} could not be built:\n${written}`)),
    )
  })
}

/** The Node that Giliran brings along, whatever Node started this. */
function node24() {
  return join(modules, "node", "bin", isWindows ? "node.exe" : "node")
}

const usualBrowsers = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
]

/** Where the browser tests find Chromium: the machine's, or one that is installed now. Without one those tests fail. */
function chromium() {
  const found =
    process.env.CHROMIUM ||
    usualBrowsers.find((path) => existsSync(path)) ||
    chromiumByApt() ||
    chromiumByPlaywright()
  if (found) return { CHROMIUM: found }
  say(
    "No Chromium was found and none could be installed: the browser tests will fail. Set CHROMIUM=/path/to/chromium.",
  )
  return {}
}

function chromiumByApt() {
  if (process.platform !== "linux" || !existsSync("/usr/bin/apt-get")) return null
  const asRoot = process.getuid() === 0 ? [] : ["sudo", "-n"]
  if (asRoot.length > 0 && spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status !== 0) return null
  say("Installing Chromium …")
  const env = { DEBIAN_FRONTEND: "noninteractive" }
  const apt = (...words) => {
    const [program, ...rest] = [...asRoot, "apt-get", ...words]
    return runNow(program, rest, { env }).status === 0
  }
  apt("update", "-qq")
  if (!apt("install", "-y", "-qq", "--no-install-recommends", "chromium")) return null
  return usualBrowsers.find((path) => existsSync(path)) ?? null
}

function chromiumByPlaywright() {
  const playwright = join(root, "tests", "node_modules", "playwright-core")
  say("Installing Chromium by Playwright …")
  if (runNow(node24(), [join(playwright, "cli.js"), "install", "chromium"]).status !== 0) return null
  const script = `process.stdout.write(require(${JSON.stringify(playwright)}).chromium.executablePath())`
  const { stdout } = spawnSync(node24(), ["-e", script], { encoding: "utf8" })
  return stdout && existsSync(stdout) ? stdout : null
}

/**
 * From vitest's own report. A file that could not be loaded, a run that ended early and a run without a test count as
 * failed. A test that does not concern this machine (root's, a recorded day that is not here) is said and not counted.
 */
function countOf(file, code) {
  const report = JSON.parse(readOr(file, "null"))
  if (report === null) return { passed: 0, failed: 1 }
  const passed = report.numPassedTests
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && assertionResults.every((result) => result.status !== "failed"),
  )
  const skipped = report.numPendingTests + report.numTodoTests
  if (skipped > 0) say(`${skipped} tests do not concern this machine and were left out.`)
  const failed = report.numFailedTests + unloaded.length
  // Vitest also fails for what no single test is to blame for, such as an error that nobody caught.
  return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed }
}

/** Runs a program in this one's place: same terminal, same signals, same end. */
function runToTheEnd(program, words, env = {}) {
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
function runNow(program, words, { env = {}, shell = false } = {}) {
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

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== "node_modules" && name !== "dist")
    .flatMap((entry) =>
      entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)],
    )
    .toSorted((a, b) => (a < b ? -1 : 1))
}

/** By content: the times of a copied or checked-out tree mean nothing. */
function hashOf(files, more = "") {
  const hash = createHash("sha256").update(more)
  for (const file of files) hash.update(relative(root, file)).update(readFileSync(file))
  return hash.digest("hex")
}

function readOr(file, otherwise) {
  return existsSync(file) ? readFileSync(file, "utf8") : otherwise
}

function say(words) {
  process.stderr.write(`${words}\n`)
}

function fail(words) {
  say(words)
  process.exit(2)
}

// Last, when every constant above has its value.
const verbs = { start, test, "set-up": prepare }

checkNode()
const run = verbs[process.argv[2]]
if (!run) fail("Use it as: npm start, npm test, or npm run set-up")
process.exitCode = await run(process.argv.slice(3))
