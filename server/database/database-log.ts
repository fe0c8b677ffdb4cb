/** Where the ledger says what happens to it; a pino logger is one. */
export interface DatabaseLog {
  info(words: string): void
  warn(words: string): void
  error(words: string): void
}

export const silent: DatabaseLog = { info() {}, warn() {}, error() {} }
