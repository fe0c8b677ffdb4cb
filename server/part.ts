import type { BranchRoom } from "./branch/branch-room.ts"
import type { Api } from "./http/api.ts"
import type { NewsSource } from "./live/news.ts"
import type { ScreenReports } from "./live/screen-reports.ts"

/** What a concern brings to the server. `serve.ts` is the list of them. */
export interface Part {
  /** Opens its doors. */
  readonly routes?: (api: Api) => void
  /** What views show besides the queue. */
  readonly news?: readonly NewsSource[]
  /** Hears how screens are. */
  readonly screens?: ScreenReports
  /** A branch's room has opened. */
  readonly watch?: (room: BranchRoom) => void
  /** The doors are open: what need not hold up the start begins now. */
  readonly listening?: () => void
  /** Finishes what it is doing and stops. */
  readonly close?: () => Promise<void> | void
}
