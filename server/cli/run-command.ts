import { BadInput } from "../bad-input.ts"
import { Misuse, type Verb } from "./verb.ts"

/** What a command said, and how its process ends: 0, 1 where something is not as it should be, 2 where the person is mistaken. */
export interface CommandResult {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** Each is loaded when it is asked for: a command is there in half the time. */
const verbs: Readonly<Record<string, () => Promise<Verb>>> = {
  branch: async () => (await import("./branch.ts")).branch,
  staff: async () => (await import("./staff.ts")).staff,
  token: async () => (await import("./token.ts")).token,
  customers: async () => (await import("./customers.ts")).customers,
  verify: async () => (await import("./verify.ts")).verify,
  roots: async () => (await import("./roots.ts")).roots,
  "lane-report": async () => (await import("./lane-report.ts")).laneReport,
  privacy: async () => (await import("./privacy.ts")).privacy,
  seed: async () => (await import("./seed.ts")).seed,
  help: async () => ({ help: "  giliran help\n", run: () => help() }),
}

/** `giliran` and these words. */
export async function runCommand([verb = "help", ...given]: readonly string[]): Promise<CommandResult> {
  try {
    const name = verb.replace(/^--?h(elp)?$/, "help")
    const load = Object.hasOwn(verbs, name) ? verbs[name] : undefined
    if (!load) throw new Misuse(`There is no "giliran ${verb}".\n\n${await help()}`)
    const asked = await load()
    const said = await asked.run(given)
    return typeof said === "string"
      ? { status: 0, stdout: said, stderr: "" }
      : { status: said.status, stdout: said.text, stderr: "" }
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    const status = error instanceof Misuse || error instanceof BadInput ? 2 : 1
    return { status, stdout: "", stderr: `${words.trimEnd()}\n` }
  }
}

async function help(): Promise<string> {
  const all = await Promise.all(Object.values(verbs).map((load) => load()))
  return [
    "giliran: the queue of a bank branch\n",
    ...all.map((each) => each.help),
    "It works beside a running server, with the same DATA_DIR or DATABASE_URL.\n",
  ].join("\n")
}
