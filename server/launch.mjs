/**
 * What `npm start` and `npm test` run: from a machine that has only Node and npm to a server that runs, or tests that
 * ran. Plain JavaScript without a dependency, because nothing is installed yet when it begins.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
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

/** Everything that a start needs, and no start: for whoever installs, before the service that may write nothing. Returns the exit code. */
async function prepare() {
  install()
  return besideTheScreens(setUp)
}

/** Runs tests on everything that is built. The last line is for people and programs. Returns the exit code. */
async function test(run) {
  let report
  try {
    install({ withTests: true })
    await besideTheScreens()
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

/**
 * Installs what the lock file names, unless exactly that is there already. What only tests and checks need is left out where nobody asked
 * for it, and stays where it is.
 */
function install({ withTests = false } = {}) {
  const stamp = join(modules, ".giliran-installed")
  const wanted = hashOf(
    ["pnpm-lock.yaml", "pnpm-workspace.yaml"].map((name) => join(root, name)),
    `${process.platform} ${process.arch}`,
  )
  const ofTests = join(root, "tests", "node_modules")
  const hasTests = existsSync(join(ofTests, "vitest"))
  const isThere = existsSync(node24()) && (hasTests || !withTests)
  if (isThere && readOr(stamp, "") === wanted) return
  say("Installing (the first time takes a minute or two) …")
  const words = ["--yes", pnpm, "install", "--frozen-lockfile", ...(hasTests || withTests ? [] : ["--prod"])]
  const env = { CI: "true", npm_config_yes: "true" }
  const { status } = runNow("npx", words, { env, shell: isWindows })
  if (status !== 0)
    throw new Error(
      "The installation did not succeed. Check the connection to the package registry, then try again.",
    )
  // Without any folder there pnpm would install again before each of its commands.
  mkdirSync(ofTests, { recursive: true })
  writeFileSync(stamp, wanted)
}

/** Builds the server, and does with it what can be done while the screens are being built. Both are at their end before a fault is told. */
async function besideTheScreens(then = () => 0) {
  const both = await Promise.allSettled([buildScreens(), buildServer().then(then)])
  for (const { reason } of both) if (reason) throw reason
  return both[1].value
}

async function buildServer() {
  // The database client, where the schema has changed.
  const code = await runToTheEnd(node24(), [join(root, "prisma", "generate.mjs")])
  if (code !== 0) throw new Error("The database client could not be made from prisma/schema.prisma.")
  await unlessBuilt("the server", {
    folders: ["server", "packages", "prisma"],
    made: ["server/dist/main.js"],
    by: ["server/build.ts"],
  })
}

function buildScreens() {
  return unlessBuilt("the screens", {
    folders: [...apps, "packages"],
    made: apps.map((app) => `${app}/dist/files.json`),
    by: ["packages/built-files/build-apps.ts", ...apps],
  })
}

/** Only where a source has changed since. */
async function unlessBuilt(name, { folders, made, by: [program, ...words] }) {
  const stamp = join(modules, `.giliran-built-${made[0].split("/")[0]}`)
  const sources = folders.flatMap((folder) => filesIn(join(root, folder)))
  const wanted = hashOf([...sources, join(root, "pnpm-lock.yaml")])
  if (readOr(stamp, "") === wanted && made.every((path) => existsSync(join(root, path)))) return
  say(`Building ${name} …`)
  const code = await runToTheEnd(node24(), [join(root, program), ...words])
  if (code !== 0) throw new Error(`Building ${name} did not succeed.`)
  writeFileSync(stamp, wanted)
}

/**
 * Starts the server once and stops it, where its sources or its database are new: what compiles and fills a new database takes
 * memory, and ends with this process. The one that serves finds all of it done. Returns the exit code; what went wrong was said.
 */
async function setUp() {
  const stamp = join(modules, ".giliran-set-up")
  const { DATA_DIR = "", DATABASE_URL = "" } = process.env
  const sources = ["server", "prisma"].flatMap((folder) => filesIn(join(root, folder)))
  const wanted = hashOf([...sources, join(root, "pnpm-lock.yaml")], `${DATA_DIR}\n${DATABASE_URL}`)
  if (readOr(stamp, "") === wanted) return 0
  say("Preparing the server …")
  const code = await runToTheEnd(node24(), [...serverWords, "set-up"], { PORT: "0" })
  if (code === 0) writeFileSync(stamp, wanted)
  return code
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
