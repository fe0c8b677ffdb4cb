import { variableRows } from "./variables.ts"

/** Of requests, errors and connections. */
const names = [
  "authorization",
  "cookie",
  "password",
  "newPassword",
  "secret",
  "pin",
  "token",
  "identifier",
  "phone",
  "connectionString",
] as const
const around = ["", "headers.", "body.", "err.", "err.headers.", "err.config.", "req.headers.", "*.headers."]

/** Of the environment: alone, or as a whole that somebody logs with `{ env: process.env }`. */
const variables = variableRows.filter(([, { secret }]) => secret !== undefined).map(([name]) => name)

/**
 * What a log line never shows, wherever an object that is logged holds it. Nothing here is ever logged on purpose: this is for
 * the day when somebody logs a whole request, or the whole environment. `err.code` is an error's name and stays.
 */
export const neverLogged: readonly string[] = [
  ...names.flatMap((name) => around.map((before) => `${before}${name}`)),
  ...variables.flatMap((name) => [name, `env.${name}`]),
]
