import { BadInput } from "./bad-input.ts"
import { Misuse, type Verb } from "./cli/verb.ts"

/** Each is loaded when it is asked for: a command is there in half the time. */
const verbs: Readonly<Record<string, () => Promise<Verb>>> = {
  branch: async () => (await import("./cli/branch.ts")).branch,
  staff: async () => (await import("./cli/staff.ts")).staff,
  token: async () => (await import("./cli/token.ts")).token,
  customers: async () => (await import("./cli/customers.ts")).customers,
  verify: async () => (await import("./cli/verify.ts")).verify,
  roots: async () => (await import("./cli/roots.ts")).roots,
  "lane-report": async () => (await import("./cli/lane-report.ts")).laneReport,
  privacy: async () => (await import("./cli/privacy.ts")).privacy,
  seed: async () => (await import("./cli/seed.ts")).seed,
  help: async () => ({ help: "  giliran help\n", run: () => help() }),
}

const [verb = "help", ...given] = process.argv.slice(2)

try {
  const load = verbs[verb.replace(/^--?h(elp)?$/, "help")]
  if (!load) throw new Misuse(`There is no "giliran ${verb}".\n\n${await help()}`)
  const asked = await load()
  process.stdout.write(await asked.run(given))
} catch (error) {
  process.stderr.write(`${(error instanceof Error ? error.message : String(error)).trimEnd()}\n`)
  process.exitCode = error instanceof Misuse || error instanceof BadInput ? 2 : 1
}

async function help(): Promise<string> {
  const all = await Promise.all(Object.values(verbs).map((load) => load()))
  return [
    "giliran: the queue of a bank branch\n",
    ...all.map((each) => each.help),
    "It works beside a running server, with the same DATA_DIR or DATABASE_URL.\n",
  ].join("\n")
}
