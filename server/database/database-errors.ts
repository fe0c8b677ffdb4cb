/** What a failed statement means for whoever waits for it. */
export type Failure =
  /** A row with this key is there already. */
  | { readonly kind: "conflict"; readonly constraint: string }
  /** The connection is gone or was never there; whether a statement on its way was carried out is unknown. */
  | { readonly kind: "lost" }
  /** The database says that it cannot now: full disk, starting, stopping, no connection free, read-only. Nothing was written. */
  | { readonly kind: "unable"; readonly passesSoon: boolean }
  /** Ours or the caller's mistake. */
  | { readonly kind: "bug" }

export function failureOf(error: unknown): Failure {
  const code = codeOf(error)
  if (code === null) return isLostConnection(error) ? { kind: "lost" } : { kind: "bug" }
  if (code === "23505") return { kind: "conflict", constraint: constraintOf(error) }
  if (unreachable.has(code)) return { kind: "lost" }
  if (code.startsWith("P1") || code === "P2024") return { kind: "lost" } // Prisma's names for it
  if (code.startsWith("08") || code === "57P01" || code === "57P02") return { kind: "lost" }
  // Starting up, a deadlock that was undone, a primary that has just become a standby: worth another try at once.
  if (code === "57P03" || code === "40P01" || code === "40001" || code === "25006")
    return { kind: "unable", passesSoon: true }
  if (code.startsWith("53") || code === "58030" || code === "57014")
    return { kind: "unable", passesSoon: code === "53300" }
  return { kind: "bug" }
}

export function wordsOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(wordsOf).join("; ")
  return error instanceof Error ? error.message : String(error)
}

const unreachable = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT", // the socket of a database that is being started again
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
])

/** The driver has no code for these. */
function isLostConnection(error: unknown): boolean {
  return error instanceof Error && /connection|timeout|not queryable|client was closed/i.test(error.message)
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null
}

function constraintOf(error: unknown): string {
  return error instanceof Error && "constraint" in error && typeof error.constraint === "string"
    ? error.constraint
    : ""
}
