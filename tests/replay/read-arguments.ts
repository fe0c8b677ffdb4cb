import { parseArgs } from "node:util"
import { CannotReplay } from "./branch-api.ts"

export interface Arguments {
  readonly file: string
  readonly server: URL
  readonly branch: string
  /** Null: ask the server, which signs in a caller of its own machine to its demo branch. */
  readonly token: string | null
  /** Recorded seconds in one second; infinite is as fast as the server answers. */
  readonly speed: number
  /** `1999-02-14`; null is the first of the file. */
  readonly day: string | null
  /** Give the branch a plan in which this day fits. */
  readonly isPreparing: boolean
}

export const usage = `Replays a recorded day against a running server, by its public API.

  pnpm replay FILE.csv --url http://127.0.0.1:8080 [--speed N|max] [--day YYYY-MM-DD] [--branch demo] [--token T] [--prepare]

  --speed    60 plays an hour in a minute; max (the default) keeps the order of the day and waits for nothing.
             The calling rule counts waits by the server's clock: at 1 they are the day's own, at max they are all short.
  --day      which day of the file; the first when left out
  --token    a manager's token of the branch (or GILIRAN_TOKEN): pnpm -s giliran token --role manager --branch demo
  --prepare  first change the branch's plan: open round the clock, without limits, with as many counters as tellers
             were busy at once, each for every service
`

/** Throws `CannotReplay` with what is wrong and how it should be. */
export function readArguments(argv: readonly string[], environment: NodeJS.ProcessEnv): Arguments | "help" {
  const { values, positionals } = parsed(argv)
  if (values.help) return "help"
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw new CannotReplay(`Give one CSV file.\n\n${usage}`)
  if (values.day !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(values.day))
    throw new CannotReplay(`--day ${values.day} is not a date such as 1999-02-14.`)
  return {
    file,
    server: serverAt(values.url),
    branch: values.branch,
    token: values.token ?? (environment["GILIRAN_TOKEN"] || null),
    speed: speedOf(values.speed),
    day: values.day ?? null,
    isPreparing: values.prepare,
  }
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        url: { type: "string" },
        speed: { type: "string", default: "max" },
        day: { type: "string" },
        branch: { type: "string", default: "demo" },
        token: { type: "string" },
        prepare: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    })
  } catch (error) {
    throw new CannotReplay(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}

function serverAt(url: string | undefined): URL {
  if (url === undefined)
    throw new CannotReplay(`Give the server's address: --url http://127.0.0.1:8080\n\n${usage}`)
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new CannotReplay(`--url ${url} is not an address such as http://127.0.0.1:8080.`)
  return new URL(url)
}

function speedOf(text: string): number {
  if (text === "max") return Number.POSITIVE_INFINITY
  const speed = Number(text)
  if (!(speed > 0)) throw new CannotReplay(`--speed ${text} is neither max nor a number above zero.`)
  return speed
}
