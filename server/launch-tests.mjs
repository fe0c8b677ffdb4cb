import { spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, relative } from "node:path"
import { filesIn, node24, readOr, root, runNow, runToTheEnd, say } from "./launch-tools.mjs"

/** What `npm test` runs, once everything is built. */
export const shortRun = (given) => vitest(given, {})

/** `npm run test:full`: the whole of each test that has a short form in `npm test`, one after the other: some of them look at the clock. */
export const wholeRun = (given) => vitest([...longFiles(), "--maxWorkers=1", ...given], { WHOLE_TESTS: "1" })

/** Both, one after the other, and one sum. */
export async function bothRuns() {
  const short = await shortRun([])
  say(`npm test: ${sumOf(short)}. Now the long forms …`)
  const whole = await wholeRun([])
  say(`npm run test:full: ${sumOf(whole)}.`)
  return { passed: short.passed + whole.passed, failed: short.failed + whole.failed }
}

export const sumOf = ({ passed, failed }) => `${passed} passed, ${failed} failed`

/** Every test that imports this has two forms. */
const longRun = "/support/long-run.ts"

function longFiles() {
  return filesIn(join(root, "tests"))
    .filter((file) => file.endsWith(".test.ts") && readFileSync(file, "utf8").includes(longRun))
    .map((file) => relative(root, file).replaceAll("\\", "/"))
}

async function vitest(given, env) {
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
    { CI: "true", ...chromium(), ...env },
  )
  const report = countOf(file, code)
  rmSync(folder, { recursive: true, force: true })
  return report
}

/** The headless shell before the whole browser: the same engine without windows, whose pages cost half. */
const usualBrowsers = [
  "/usr/bin/chromium-headless-shell",
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
  const install = (name) => apt("install", "-y", "-qq", "--no-install-recommends", name)
  apt("update", "-qq")
  if (!install("chromium-headless-shell") && !install("chromium")) return null
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
 * failed. A test that does not concern this machine (root's, a recorded day that is not here) or this run is said and not counted.
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
  if (skipped > 0) say(`${skipped} tests do not concern this machine or this run and were left out.`)
  const failed = report.numFailedTests + unloaded.length
  // Vitest also fails for what no single test is to blame for, such as an error that nobody caught.
  return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed }
}
