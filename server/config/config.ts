import { isAbsolute, resolve } from "node:path"
import { z } from "zod"
import { auditAdvice, type AuditConfig, auditFrom, auditVariables } from "./audit-config.ts"
import {
  edgeAdvice,
  type EdgeConfig,
  edgeDefaults,
  edgesFrom,
  edgeVariables,
  type LimitConfig,
  missingOfPair,
} from "./edge-config.ts"
import { withSecretFiles } from "./secret-files.ts"
import {
  accessAdvice,
  type AccessConfig,
  accessDefaults,
  accessFrom,
  accessSecrets,
  accessVariables,
  missingOfOidc,
} from "./access-config.ts"

/** What the environment says, checked once at the start. */
export interface Config extends AccessConfig, AuditConfig {
  /** 0 lets the system choose a free one. */
  readonly port: number
  readonly host: string
  /** Where the embedded PostgreSQL keeps its data; absolute. */
  readonly dataDir: string
  /** An outside PostgreSQL, as the server's role; null is the embedded one. */
  readonly databaseUrl: string | null
  /** The same as the owner of its tables; null where the server's role is that as well. */
  readonly databaseOwnerUrl: string | null
  readonly logLevel: LogLevel
  /** By which customers are recognised; null leaves it to where the data are, see customer-key.ts. */
  readonly customerKey: Buffer | null
  /** The bank's own customer directory; null is the built-in one. */
  readonly customerDirectory: { readonly url: string; readonly token: string | null } | null
  /** How long the record of a staff session, with its network address, is kept after its end. */
  readonly sessionDays: number
  readonly edges: EdgeConfig
  readonly limits: LimitConfig
}

const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const
export type LogLevel = (typeof logLevels)[number]

/** One thing that is wrong with the environment, and what to do about it. */
export interface ConfigMistake {
  readonly name: string
  readonly mistake: string
}

const Environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((port) => port <= 65_535),
  HOST: z.string().regex(/^[A-Za-z0-9.:_-]+$/),
  DATA_DIR: z.string().min(1),
  DATABASE_URL: z.string().refine(isPostgres),
  DATABASE_OWNER_URL: z.string().refine(isPostgres),
  LOG_LEVEL: z.enum(logLevels),
  GILIRAN_CUSTOMER_KEY: z
    .base64()
    .transform((text) => Buffer.from(text, "base64"))
    .refine((key) => key.length >= 32),
  CUSTOMER_DIRECTORY_URL: z.string().refine(isEndPoint),
  CUSTOMER_DIRECTORY_TOKEN: z.string().regex(/^[\x21-\x7e]+$/),
  ...edgeVariables,
  ...accessVariables,
  KEEP_SESSIONS_DAYS: z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number)
    .refine((days) => days >= 1 && days <= 3650),
  ...auditVariables,
})

const mayBeLeftOut = {
  DATABASE_URL: true,
  DATABASE_OWNER_URL: true,
  GILIRAN_CUSTOMER_KEY: true,
  CUSTOMER_DIRECTORY_URL: true,
  CUSTOMER_DIRECTORY_TOKEN: true,
} as const

/** They hold a password, or are one: never shown, and each may be in a file instead, see secret-files.ts. */
const secrets: ReadonlySet<string> = new Set([...Object.keys(mayBeLeftOut), ...accessSecrets])
/** A key of several lines has a file of its own kind, see audit-config.ts. */
const neverShown: ReadonlySet<string> = new Set([...secrets, "GILIRAN_SIGNING_KEY"])

const defaults = {
  PORT: "8080",
  HOST: "127.0.0.1",
  DATA_DIR: "./data",
  LOG_LEVEL: "info",
  ...edgeDefaults,
  ...accessDefaults,
  KEEP_SESSIONS_DAYS: "90",
} as const

const whatToDo: Readonly<Record<keyof z.infer<typeof Environment>, string>> = {
  PORT: "give a number from 0 to 65535, for example PORT=8080",
  HOST: "give a name or address to listen on: 127.0.0.1 for this machine only, 0.0.0.0 for the whole network",
  DATA_DIR: "give a folder that this user may write to, for example DATA_DIR=./data",
  DATABASE_URL:
    "give postgresql://user:password@host:5432/database, or leave it out to use the PostgreSQL that comes with Giliran",
  DATABASE_OWNER_URL:
    "give postgresql://owner:password@host:5432/database, the database of DATABASE_URL as the owner of its tables, or leave it out",
  GILIRAN_CUSTOMER_KEY:
    "give at least 32 random bytes in base64, for example from `openssl rand -base64 32`; the same on every server",
  CUSTOMER_DIRECTORY_URL:
    "give https://bank.example/customers without a password in it, or leave it out to use the customers imported into Giliran",
  CUSTOMER_DIRECTORY_TOKEN: "give the bearer token that the customer directory asks for, without spaces",
  ...edgeAdvice,
  ...accessAdvice,
  KEEP_SESSIONS_DAYS:
    "give a number from 1 to 3650: how many days the record of a staff session is kept after its end",
  ...auditAdvice,
  LOG_LEVEL: `choose one of ${logLevels.join(", ")}`,
}

/** An empty variable counts as one left out: that is what `PORT= npm start` means to a person. */
export function configFrom(
  environment: Readonly<Record<string, string | undefined>>,
): Config | readonly ConfigMistake[] {
  const filled = withSecretFiles(environment, secrets)
  if ("mistaken" in filled)
    return filled.mistaken.map(({ name, why }) => ({ name, mistake: `${name} cannot be used: ${why}.` }))
  const given = Object.fromEntries(
    Object.keys(Environment.shape).flatMap((name) => {
      const value = filled.environment[name]
      return value ? [[name, value]] : []
    }),
  )
  const checked = Environment.partial(mayBeLeftOut).safeParse({ ...defaults, ...given })
  if (!checked.success)
    return checked.error.issues.map(({ path }) => {
      const name = String(path[0]) as keyof typeof whatToDo
      const shown = neverShown.has(name) ? "" : ` (${JSON.stringify(given[name])})`
      return { name, mistake: `${name}${shown} cannot be used: ${whatToDo[name]}.` }
    })
  const missing = missingOfPair(given) ?? missingOfOidc(given)
  if (missing) return [{ name: missing, mistake: `${missing} is missing: ${whatToDo[missing]}.` }]
  const {
    PORT,
    HOST,
    DATA_DIR,
    DATABASE_URL,
    DATABASE_OWNER_URL,
    LOG_LEVEL,
    KEEP_SESSIONS_DAYS,
    ...customers
  } = checked.data
  const { GILIRAN_CUSTOMER_KEY, CUSTOMER_DIRECTORY_URL, CUSTOMER_DIRECTORY_TOKEN } = customers
  return {
    port: PORT,
    host: HOST,
    dataDir: isAbsolute(DATA_DIR) ? DATA_DIR : resolve(DATA_DIR),
    databaseUrl: DATABASE_URL ?? null,
    databaseOwnerUrl: DATABASE_OWNER_URL ?? null,
    logLevel: LOG_LEVEL,
    customerKey: GILIRAN_CUSTOMER_KEY ?? null,
    customerDirectory:
      CUSTOMER_DIRECTORY_URL === undefined
        ? null
        : { url: CUSTOMER_DIRECTORY_URL, token: CUSTOMER_DIRECTORY_TOKEN ?? null },
    ...edgesFrom(checked.data),
    ...accessFrom(checked.data),
    sessionDays: KEEP_SESSIONS_DAYS,
    ...auditFrom(checked.data),
  }
}

function isPostgres(url: string): boolean {
  return URL.canParse(url) && ["postgresql:", "postgres:"].includes(new URL(url).protocol)
}

/** A password inside it would be sent by nobody: it has a variable of its own. */
function isEndPoint(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password } = new URL(text)
  return ["https:", "http:"].includes(protocol) && username === "" && password === ""
}

export function isMistaken(config: Config | readonly ConfigMistake[]): config is readonly ConfigMistake[] {
  return Array.isArray(config)
}

/** For the terminal of the person who starts it: every mistake at once. */
export function sayMistakes(mistakes: readonly ConfigMistake[]): string {
  const many = mistakes.length === 1 ? "One setting needs" : `${mistakes.length} settings need`
  return [
    `${many} your attention before Giliran can start:`,
    ...mistakes.map(({ mistake }) => `  · ${mistake}`),
    "",
  ].join("\n")
}
