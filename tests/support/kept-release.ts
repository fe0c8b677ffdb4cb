import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { Instant } from "@giliran/contract/basics"

/** What is known of the database that a release left behind: how to come in, and what must be found. */
export interface KeptRelease {
  /** The moment at which it was left. */
  readonly asOf: Instant
  readonly env: Readonly<Record<string, string>>
  readonly counts: Readonly<Record<string, number>>
  readonly heads: readonly { readonly branch: string; readonly seq: number; readonly hash: string }[]
  readonly tokens: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly openDay: {
    readonly branch: string
    readonly day: string
    readonly counters: readonly { readonly id: string; readonly status: string }[]
    readonly tickets: Readonly<
      Record<string, { readonly id: string; readonly status: string; readonly number: string }>
    >
  }
  readonly retries: readonly {
    readonly branch: string
    readonly role: string
    readonly path: string
    readonly idempotencyKey: string
    readonly body: unknown
    readonly status: number
    readonly answer: string
  }[]
}

const folder = join(import.meta.dirname, "../fixtures")

export const firstRelease = JSON.parse(readFileSync(join(folder, "v0.1.0.keys.json"), "utf8")) as KeptRelease
export const firstReleaseSql = readFileSync(join(folder, "v0.1.0.sql"), "utf8")
