import type { CounterView } from "./counter-view.ts"
import type { DisplayView } from "./display-view.ts"
import type { KioskView } from "./kiosk-view.ts"
import type { TicketView } from "./ticket-view.ts"

/**
 * What one audience may see, whole. `version` is the ledger's sequence number: a screen keeps the newest and drops
 * older ones. Two views of one version may differ only in `at`: what time alone changes (waits, hours) is sent again.
 */
export type View = KioskView | DisplayView | CounterView | TicketView
export type ViewKind = View["kind"]
