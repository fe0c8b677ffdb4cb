/**
 * What `npm start` and `npm test` run: from a machine that has only Node and npm to a server that runs, or tests that
 * ran. Plain JavaScript without a dependency, because nothing is installed yet when it begins.
 */
import { spawn } from "node:child_process"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { bothRuns, shortRun, sumOf, wholeRun } from "./launch-tests.mjs"
import {
  fail,
  filesIn,
  hashOf,
  isWindows,
  modules,
  node24,
  readOr,
  root,
  runNow,
  runToTheEnd,
  say,
} from "./launch-tools.mjs"

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

/** Runs tests on everything that is built. The last line is for people and programs. Returns the exit code. */
async function test(run) {
  let report
  try {
    install()
    generate()
    await build()
    report = await run()
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    report = { passed: 0, failed: 1 }
  }
  process.stdout.write(`${sumOf(report)}\n`)
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

// Last, when every constant above has its value.
const verbs = {
  start,
  "set-up": prepare,
  test: (given) => test(() => shortRun(given)),
  "test:full": (given) => test(() => wholeRun(given)),
  "test:all": () => test(bothRuns),
}

checkNode()
const run = verbs[process.argv[2]]
if (!run) fail("Use it as: npm start, npm test, npm run test:full, npm run test:all, or npm run set-up")
process.exitCode = await run(process.argv.slice(3))
