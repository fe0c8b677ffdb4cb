import type { BranchId, CounterId } from "./basics.ts"
import type { HealthReport } from "./device-health.ts"
import type { ProblemCode } from "./refusals.ts"
import type { View, ViewKind } from "./views.ts"

/**
 * The live wire: socket.io, namespace `/live`. A screen joins with a token and gets whole views; commands go by HTTP.
 *
 * History of CONTRACT_VERSION: 1 the first. 2 the fast lane: claims, proofs and grounds of a class, reclass, discreet calls.
 * 3 a plan may ask for a phone number. 4 classes that go along, advice in a supervisor's counter view, the wish for a discreet call
 * on the kiosk's, undone calls marked, a plan's health.
 * 5 screens report how they are; those that are not well stand in a supervisor's counter view.
 * 6 numbers that are reserved, confirmed and voided.
 * 7 a plan's hall: zones, media, ticker; a display's view tells of them, and of each counter.
 * 8 a bank's own phrases in the plan and in every view.
 * 9 printers of the plan, how they are in a kiosk's view, tickets printed by the server.
 * 10 tickets drawn by the server for a kiosk that prints by itself.
 * 11 customers at kiosks who ask for somebody, in a counter's and a kiosk's view.
 * 12 the handshake says with which contract a screen was built.
 */
export const CONTRACT_VERSION = 12

/** Why a screen is not let in: a problem, or its page is of an older contract and loads itself again when it is at rest. */
export type LiveRefusal = ProblemCode | "contract-outdated"

export const LIVE_NAMESPACE = "/live"

/** `auth` of the handshake. With `branch` and `view` it joins at once; otherwise the screen emits `join`. */
export interface LiveHandshake {
  /** `CONTRACT_VERSION` of the page. Older than the server's, it is refused by `contract-outdated`. */
  readonly contract: number
  /** Empty where the session's cookie says who it is. */
  readonly token: string
  readonly branch?: BranchId
  readonly view?: ViewKind
  readonly counter?: CounterId
}

/** What to watch. A customer's token needs neither branch nor ticket: it opens its own. */
export interface JoinRequest {
  readonly branch: BranchId
  readonly view: ViewKind
  readonly counter?: CounterId
}

export type JoinAnswer = { readonly ok: true } | { readonly ok: false; readonly code: ProblemCode }

export interface ServerToClient {
  view: (view: View) => void
}

export interface ClientToServer {
  join: (request: JoinRequest, answer?: (answer: JoinAnswer) => void) => void
  /** How a screen is, whole, at each change and after each connection. Nothing comes back. */
  health: (report: HealthReport) => void
}
