import { z } from "zod"
import { oidcRoles } from "./oidc-roles.ts"
import * as kinds from "./variable-kinds.ts"

/** What there is to know of a variable of the environment. */
export interface Variable {
  readonly schema: z.ZodType<unknown, string>
  /** As a person would write it. Null: the variable may be left out, and means nothing then. */
  readonly default: string | null
  /** What to do when its value cannot be used. */
  readonly advice: string
  /**
   * It holds a password or a key: no message shows it, and no log. `or-file`: `NAME_FILE` may name the file with it instead, see
   * secret-files.ts.
   */
  readonly secret?: "or-file" | "no-file"
  /** Variables of the same group are given together, or none of them is. */
  readonly group?: "tls" | "oidc"
}

const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const
const ownKey =
  "give at least 32 random bytes in base64, for example from `openssl rand -base64 32`; the same on every server"
const signedBy =
  "an Ed25519 private key in PEM, for example from `openssl genpkey -algorithm ed25519`; the same on every server"

/** The one table: every variable that sets the server up. A new one is a row here, and what `config.ts` makes of its value. */
export const variables = {
  PORT: {
    schema: kinds.wholeNumber(5, 0, 65_535),
    default: "8080",
    advice: "give a number from 0 to 65535, for example PORT=8080",
  },
  HOST: {
    schema: z.string().regex(/^[A-Za-z0-9.:_-]+$/),
    default: "127.0.0.1",
    advice:
      "give a name or address to listen on: 127.0.0.1 for this machine only, 0.0.0.0 for the whole network",
  },
  DATA_DIR: {
    schema: z.string().min(1),
    default: "./data",
    advice: "give a folder that this user may write to, for example DATA_DIR=./data",
  },
  DATABASE_URL: {
    schema: kinds.postgresUrl,
    default: null,
    advice:
      "give postgresql://user:password@host:5432/database, or leave it out to use the PostgreSQL that comes with Giliran",
    secret: "or-file",
  },
  DATABASE_OWNER_URL: {
    schema: kinds.postgresUrl,
    default: null,
    advice:
      "give postgresql://owner:password@host:5432/database, the database of DATABASE_URL as the owner of its tables, or leave it out",
    secret: "or-file",
  },
  LOG_LEVEL: {
    schema: z.enum(logLevels),
    default: "info",
    advice: `choose one of ${logLevels.join(", ")}`,
  },
  GILIRAN_CUSTOMER_KEY: { schema: kinds.keyBytes, default: null, advice: ownKey, secret: "or-file" },
  CUSTOMER_DIRECTORY_URL: {
    schema: kinds.endPoint,
    default: null,
    advice:
      "give https://bank.example/customers without a password in it, or leave it out to use the customers imported into Giliran",
    // A mistaken one may have a password in it.
    secret: "or-file",
  },
  CUSTOMER_DIRECTORY_TOKEN: {
    schema: z.string().regex(/^[\x21-\x7e]+$/),
    default: null,
    advice: "give the bearer token that the customer directory asks for, without spaces",
    secret: "or-file",
  },
  TLS_CERT_FILE: {
    schema: z.string(),
    default: null,
    advice:
      "give the file of the certificate and its chain, in PEM, together with TLS_KEY_FILE; or leave both out",
    group: "tls",
  },
  TLS_KEY_FILE: {
    schema: z.string(),
    default: null,
    advice: "give the file of the certificate's private key, in PEM, together with TLS_CERT_FILE",
    group: "tls",
  },
  TRUSTED_PROXIES: {
    schema: kinds.list(kinds.network),
    default: null,
    advice:
      "give the addresses or networks of your reverse proxies, for example TRUSTED_PROXIES=10.0.0.7,fd00::/8; never everybody",
  },
  PUBLIC_ORIGINS: {
    schema: kinds.list(kinds.origin),
    default: null,
    advice:
      "give the addresses that browsers show, without a path, for example PUBLIC_ORIGINS=https://giliran.bank.example",
  },
  FRAME_ANCESTORS: {
    schema: kinds.list(kinds.origin),
    default: null,
    advice:
      "give the addresses of the pages that may show the counter inside theirs, for example FRAME_ANCESTORS=https://teller.bank.example",
  },
  // A kiosk with a customer every ten seconds takes 360 tickets an hour. Whoever has stolen its key takes 1,800 and no more, and
  // is seen by then; a rush of 300 in a minute is nobody's attack.
  TICKETS_PER_MINUTE: limit("TICKETS_PER_MINUTE", "360"),
  TICKETS_PER_HOUR: limit("TICKETS_PER_HOUR", "1800"),
  STRANGERS_PER_MINUTE: limit("STRANGERS_PER_MINUTE", "600"),
  PAGES_PER_MINUTE: limit("PAGES_PER_MINUTE", "6000"),
  SCREENS_PER_CALLER: limit("SCREENS_PER_CALLER", "250"),
  CONNECTIONS_PER_ADDRESS: limit("CONNECTIONS_PER_ADDRESS", "2000"),
  GILIRAN_SECRET_KEY: { schema: kinds.keyBytes, default: null, advice: ownKey, secret: "or-file" },
  SESSION_IDLE_MINUTES: {
    schema: kinds.duration,
    default: "15",
    advice: "give minutes, for example SESSION_IDLE_MINUTES=15",
  },
  SESSION_HOURS: {
    schema: kinds.duration,
    default: "12",
    advice: "give hours, for example SESSION_HOURS=12",
  },
  OIDC_ISSUER: {
    schema: kinds.issuer,
    default: null,
    advice: "give the provider's issuer, for example OIDC_ISSUER=https://login.bank.example",
    group: "oidc",
  },
  OIDC_CLIENT_ID: {
    schema: z.string(),
    default: null,
    advice: "give the id under which the provider knows Giliran, together with OIDC_ISSUER",
    group: "oidc",
  },
  OIDC_CLIENT_SECRET: {
    schema: z.string(),
    default: null,
    advice: "give the secret that the provider gave to Giliran, together with OIDC_ISSUER",
    secret: "or-file",
    group: "oidc",
  },
  OIDC_NAME: {
    schema: z.string().max(40),
    default: "SSO",
    advice: "give the name on the sign-in button, for example OIDC_NAME=SSO",
  },
  OIDC_SCOPE: {
    schema: z.string().regex(/^openid( [\x21-\x7e]+)*$/),
    default: "openid profile email",
    advice: 'give the scopes to ask for, openid first, for example OIDC_SCOPE="openid profile email groups"',
  },
  OIDC_GROUPS_CLAIM: {
    schema: z.string(),
    default: "groups",
    advice: "give the claim with somebody's groups, for example OIDC_GROUPS_CLAIM=groups",
  },
  OIDC_ROLES: {
    schema: oidcRoles,
    default: null,
    advice: `give which group is what, for example OIDC_ROLES='{"giliran-admin":"admin","senopati-teller":"teller@senopati"}'`,
    group: "oidc",
  },
  KEEP_SESSIONS_DAYS: {
    schema: kinds.wholeNumber(4, 1, 3650),
    default: "90",
    advice: "give a number from 1 to 3650: how many days the record of a staff session is kept after its end",
  },
  GILIRAN_SIGNING_KEY: {
    schema: kinds.signingKey,
    default: null,
    advice: `give ${signedBy}`,
    // It has several lines, so its file is a variable of its own.
    secret: "no-file",
  },
  GILIRAN_SIGNING_KEY_FILE: {
    schema: kinds.signingKeyFile,
    default: null,
    advice: `name a file that this user may read with ${signedBy}`,
  },
} as const satisfies Readonly<Record<string, Variable>>

export type VariableName = keyof typeof variables

/** Row by row, in the table's order. */
export const variableRows: readonly (readonly [name: string, variable: Variable])[] =
  Object.entries(variables)

function limit<Default extends string>(name: string, usual: Default) {
  const advice = `give a number from 1 to 999999999, for example ${name}=${usual}`
  return { schema: kinds.count, default: usual, advice }
}
