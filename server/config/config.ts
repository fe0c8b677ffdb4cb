import { isAbsolute, resolve } from "node:path"
import { type AccessConfig, accessFrom } from "./access-config.ts"
import { type EdgeConfig, edgesFrom, type LimitConfig, limitsFrom } from "./edge-config.ts"
import { type ConfigMistake, type Values, valuesIn } from "./environment.ts"

/** What the environment says, checked once at the start. */
export interface Config extends AccessConfig {
  /** 0 lets the system choose a free one. */
  readonly port: number
  readonly host: string
  /** Where the embedded PostgreSQL keeps its data; absolute. */
  readonly dataDir: string
  /** An outside PostgreSQL, as the server's role; null is the embedded one. */
  readonly databaseUrl: string | null
  /** The same as the owner of its tables; null where the server's role is that as well. */
  readonly databaseOwnerUrl: string | null
  readonly logLevel: Values["LOG_LEVEL"]
  /** By which customers are recognised; null leaves it to where the data are, see customer-key.ts. */
  readonly customerKey: Buffer | null
  /** The bank's own customer directory; null is the built-in one. */
  readonly customerDirectory: { readonly url: string; readonly token: string | null } | null
  /** How long the record of a staff session, with its network address, is kept after its end. */
  readonly sessionDays: number
  /** By what the days are signed: an Ed25519 private key in PEM. Null leaves it to where the data are, see signing-key.ts. */
  readonly signingKey: string | null
  readonly edges: EdgeConfig
  readonly limits: LimitConfig
}

/** Every mistake at once, so that nobody starts the server once for each. */
export function configFrom(
  environment: Readonly<Record<string, string | undefined>>,
): Config | readonly ConfigMistake[] {
  const read = valuesIn(environment)
  if ("mistakes" in read) return read.mistakes
  const { values } = read
  const { DATA_DIR: dataDir, CUSTOMER_DIRECTORY_URL: directory } = values
  return {
    port: values.PORT,
    host: values.HOST,
    dataDir: isAbsolute(dataDir) ? dataDir : resolve(dataDir),
    databaseUrl: values.DATABASE_URL,
    databaseOwnerUrl: values.DATABASE_OWNER_URL,
    logLevel: values.LOG_LEVEL,
    customerKey: values.GILIRAN_CUSTOMER_KEY,
    customerDirectory: directory === null ? null : { url: directory, token: values.CUSTOMER_DIRECTORY_TOKEN },
    sessionDays: values.KEEP_SESSIONS_DAYS,
    signingKey: values.GILIRAN_SIGNING_KEY ?? values.GILIRAN_SIGNING_KEY_FILE,
    edges: edgesFrom(values),
    limits: limitsFrom(values),
    ...accessFrom(values),
  }
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
