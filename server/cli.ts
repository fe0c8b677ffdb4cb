import { branch } from "./cli/branch.ts"
import { customers } from "./cli/customers.ts"
import { laneReport } from "./cli/lane-report.ts"
import { privacy } from "./cli/privacy.ts"
import { roots } from "./cli/roots.ts"
import { seed } from "./cli/seed.ts"
import { staff } from "./cli/staff.ts"
import { token } from "./cli/token.ts"
import { Misuse, type Verb } from "./cli/verb.ts"
import { verify } from "./cli/verify.ts"
import { BadInput } from "./bad-input.ts"

const verbs: Readonly<Record<string, Verb>> = {
  branch,
  staff,
  token,
  customers,
  verify,
  roots,
  "lane-report": laneReport,
  privacy,
  seed,
  help: { help: "  giliran help\n", run: () => Promise.resolve(help()) },
}

const [verb = "help", ...given] = process.argv.slice(2)

try {
  const asked = verbs[verb.replace(/^--?h(elp)?$/, "help")]
  if (!asked) throw new Misuse(`There is no "giliran ${verb}".\n\n${help()}`)
  process.stdout.write(await asked.run(given))
} catch (error) {
  process.stderr.write(`${(error instanceof Error ? error.message : String(error)).trimEnd()}\n`)
  process.exitCode = error instanceof Misuse || error instanceof BadInput ? 2 : 1
}

function help(): string {
  return [
    "giliran: the queue of a bank branch\n",
    ...Object.values(verbs).map((each) => each.help),
    "It works beside a running server, with the same DATA_DIR or DATABASE_URL.\n",
  ].join("\n")
}
