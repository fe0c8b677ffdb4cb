/**
 * The rooms of the house and the arrows between them: what a file in a room may import of other rooms, and why no more. `oxlint.config.ts`
 * turns this table into lint rules, so an arrow that is crossed is refused with the reason. Every folder with code has a row.
 */
export interface Room {
  /** Other rooms that it may import from. */
  readonly may: readonly string[]
  readonly why: string
  /** Libraries and Node's own modules that it does without, as patterns. */
  readonly without?: readonly string[]
}

const outside = [
  "node:*",
  "hono",
  "hono/*",
  "@hono/*",
  "@prisma/*",
  "socket.io",
  "socket.io/*",
  "pg",
  "pino",
  "react",
] as const
const browser = [
  "hono",
  "hono/*",
  "@hono/*",
  "@prisma/*",
  "socket.io",
  "pg",
  "pino",
  "zod",
  "node:*",
] as const

const packages = {
  "packages/contract": {
    may: [],
    why: "The contract is words only: it imports zod and nothing else.",
    without: outside,
  },
  "packages/languages": {
    may: [],
    why: "A language is its words; the folder build reads them and knows nothing else.",
  },
  "packages/built-files": {
    may: [],
    why: "What a build leaves beside its files: every app's build makes it and the server reads it, so it knows neither.",
  },
  "packages/client": {
    may: ["packages/contract", "packages/languages"],
    why: "The client knows the contract and the languages: no server, no app.",
    without: browser,
  },
  "packages/paper": {
    may: ["packages/contract", "packages/languages", "packages/client"],
    why: "Paper is drawn and a printer's language spoken on the server and in the browser alike: it knows no disk, network or cable.",
    without: browser,
  },
} as const satisfies Readonly<Record<string, Room>>

const screen = (...more: readonly string[]): Room => ({
  may: ["packages/contract", "packages/client", "packages/languages", ...more],
  why: "A screen draws views and sends commands: it imports client, contract and languages, and no rule, server or other screen.",
  without: browser,
})

const apps = {
  kiosk: screen("packages/paper"),
  display: screen(),
  counter: screen(),
  office: screen(),
  phone: screen(),
} as const

const words = ["packages/contract"]
const day = "server/rules/day"
const calling = "server/rules/calling"
const plan = "server/rules/plan"
const verbs = "server/rules/verbs"
const views = "server/rules/views"
const rules = [day, calling, plan, verbs, views]
const pure =
  "Rules are pure: they import the contract and what lies below them, and know no clock, disk or network."

const inside = {
  "server/forecast": {
    may: [...words],
    why: "The forecast is numbers in, numbers out: it knows the contract alone.",
    without: outside,
  },
  [day]: { may: [...words, "server/forecast"], why: pure, without: outside },
  [calling]: { may: [...words, day], why: pure, without: outside },
  [plan]: { may: [...words, day, calling], why: pure, without: outside },
  [verbs]: { may: [...words, "server/forecast", day, calling, plan], why: pure, without: outside },
  [views]: { may: [...words, "server/forecast", day, calling, plan, verbs], why: pure, without: outside },
  "server/simulator": {
    may: [...words, ...rules],
    why: "The simulator runs the product's rules on a copy: it knows no clock, disk or network.",
    without: outside,
  },
  "server/config": {
    may: [...words],
    why: "The configuration is read once and known to everybody: it knows nobody.",
  },
  "server/database": {
    may: [...words],
    why: "The database keeps rows of whoever asks: it knows neither the ledger nor a concern.",
    without: ["hono", "hono/*", "@hono/*", "socket.io"],
  },
  "server/branch": {
    may: [...words, ...rules, "server/database"],
    why: "A branch's room and its ledger know the rules and the database, and not who asks.",
    without: ["hono", "hono/*", "@hono/*", "socket.io"],
  },
  "server/access": {
    may: [...words, "server/config", "server/database"],
    why: "Who asks, and what may they do: concerns bring who they know, this folder knows none of them.",
  },
  "server/http": {
    may: [
      ...words,
      "packages/built-files",
      day,
      "server/access",
      "server/branch",
      "server/config",
      "server/database",
    ],
    why: "The frame of HTTP knows no concern: a concern brings its routes as a part.",
  },
  "server/live": {
    may: [
      ...words,
      day,
      views,
      "server/access",
      "server/branch",
      "server/config",
      "server/database",
      "server/http",
    ],
    why: "Live views know no concern: a concern brings its news as a part.",
  },
} as const satisfies Readonly<Record<string, Room>>

/** What every concern may stand on: the branch's interface, the database, and the frame. */
const ground = [
  ...words,
  day,
  plan,
  verbs,
  views,
  "server/access",
  "server/branch",
  "server/config",
  "server/database",
  "server/http",
  "server/live",
]

const concern = (...more: readonly string[]): Room => ({
  may: [...ground, ...more],
  why: "A concern stands on branch, database, frame and contract, and on the concerns in its row: name a new one there, with a reason.",
})

const concerns = {
  "server/audit": concern(),
  "server/contacts": concern("server/audit", "server/customers"),
  "server/customers": concern("server/audit"),
  "server/demo": concern("server/customers", "server/keys", "server/plans", "server/staff"),
  // A screen's settings show its printer, its health and who asks for help at it.
  "server/devices": concern(
    "server/audit",
    "server/health",
    "server/help",
    "server/printing",
    "server/staff",
  ),
  "server/health": concern(),
  "server/help": concern(),
  "server/keys": concern("server/audit"),
  "server/learning": concern("server/forecast", calling),
  "server/media": concern(),
  "server/plans": concern("server/audit", "packages/languages"),
  "server/printing": concern("packages/paper"),
  "server/privacy": concern("server/audit", "server/contacts", "server/customers"),
  // A ticket's class may need a customer's proof.
  "server/queue": concern("server/customers"),
  "server/reports": concern("server/simulator"),
  "server/staff": concern("server/audit"),
  "server/voices": concern("server/audit"),
} as const

const outsiders = {
  "server/cli": {
    may: [...ground, ...rules, ...Object.keys(concerns), "server/tools"],
    why: "A command uses what the server uses.",
  },
  "server/tools": {
    may: [...words, ...rules, "server/forecast", "server/simulator"],
    why: "A tool works on files and the rules alone: no server, no database.",
  },
} as const satisfies Readonly<Record<string, Room>>

export const rooms: Readonly<Record<string, Room>> = {
  ...packages,
  ...apps,
  ...inside,
  ...concerns,
  ...outsiders,
}
