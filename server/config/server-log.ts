import { type DestinationStream, type Logger, pino } from "pino"
import type { Config } from "./config.ts"
import { neverLogged } from "./never-logged.ts"

/** What the server says of itself, a line of JSON each, without what no log shows. */
export function serverLog(level: Config["logLevel"], destination: DestinationStream): Logger {
  return pino({ level, redact: { paths: [...neverLogged], censor: "[kept out of the log]" } }, destination)
}
