import type { HealthReport } from "@giliran/contract/device-health"
import type { Caller } from "../access/caller.ts"

/** Whoever wants to know how screens are that watch live views. */
export interface ScreenReports {
  /** What came by this connection. */
  heard(connection: string, caller: Caller, report: HealthReport): void
  /** The connection is over. */
  left(connection: string): void
}
