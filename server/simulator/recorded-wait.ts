import type { CounterId, ServiceId } from "@giliran/contract/basics"
import type { TicketClass } from "@giliran/contract/ticket"
import type { Spot } from "../rules/day/branch-day.ts"

/**
 * One wait of a recorded day, and the time at a counter that followed it: from being taken, sent on or returned to being called,
 * and on until the counter was free again. A ticket has one for each service, return and rest of a parked service.
 */
export interface RecordedWait {
  readonly kind: "wait" | "return" | "rest"
  readonly serviceId: ServiceId
  /** As of its call: who is given another class while waiting counts as having had it from the start. */
  class: TicketClass
  readonly spot: Spot
  readonly enteredAt: number
  /** Its place is that of one who came when it entered (PLACE-3), not of an earlier arrival. */
  readonly isLast: boolean
  /** The wait before it, and how long after that one's counter was free this one began. */
  readonly after: { readonly wait: RecordedWait; readonly ms: number } | null
  /** Where a parked service goes on: before any other call. */
  readonly resumedAt: CounterId | null
  calledAt: number | null
  counterId: CounterId | null
  /** When its counter was free again. */
  freeAt: number | null
  /** When it stopped waiting without being called. */
  leftAt: number | null
}
