import type { Instant } from "@giliran/contract/basics"
import type { DirectoryHealth } from "@giliran/contract/http-answers"
import type { World } from "../world.ts"
import type { Looked } from "./customer-directory.ts"

/** What the operator sees of the directory: counts and times, and of no customer anything. */
export interface DirectoryLog {
  write(looked: Looked, tookMs: number): void
  read(): Omit<DirectoryHealth, "directory">
}

const latenciesKept = 100

export function directoryLog({ now }: Pick<World, "now">): DirectoryLog {
  const since = now()
  const counts = { priority: 0, unknown: 0, failed: { timeout: 0, unreachable: 0, status: 0, nonsense: 0 } }
  const latencies: number[] = []
  let lastFailureAt: Instant | null = null
  return {
    write(looked, tookMs) {
      latencies.push(tookMs)
      if (latencies.length > latenciesKept) latencies.shift()
      if (looked === "priority") counts.priority++
      else if (looked === "other") counts.unknown++
      else {
        counts.failed[looked.failed]++
        lastFailureAt = now()
      }
    },
    read: () => ({
      since,
      checks: { ...counts, failed: { ...counts.failed } },
      latencyMs:
        latencies.length === 0 ? null : { p50: quantile(latencies, 0.5), p95: quantile(latencies, 0.95) },
      lastFailureAt,
    }),
  }
}

/** The smallest of them that this part of all is not above, to a tenth of a millisecond. */
function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const value = sorted[Math.ceil(part * sorted.length) - 1] ?? 0
  return Math.round(value * 10) / 10
}
