import { z } from "zod"
import { BranchId, BusinessDay } from "./basics.ts"
import { TicketClass } from "./ticket.ts"

const count = z.number().int().nonnegative()
const seconds = z.number()

/** Of one class's waits, in seconds. */
export const WaitFigures = z.strictObject({
  /** How many were called. */
  count,
  mean: seconds,
  p50: seconds,
  p90: seconds,
  p99: seconds,
  max: seconds,
  /** Of those that were called, the share within the promised wait; null where nobody was. */
  withinTarget: z.number().min(0).max(1).nullable(),
})
export type WaitFigures = z.infer<typeof WaitFigures>

/** How often tickets were called after one that had come later, by a counter that might have called them. */
export const OvertakingFigures = z.strictObject({
  count,
  /** Tickets that were overtaken at least once. */
  tickets: count,
  /** How often the worst of them. */
  worst: count,
})
export type OvertakingFigures = z.infer<typeof OvertakingFigures>

/** What a day that was simulated came to. */
export const DayFigures = z.strictObject({
  waits: z.record(TicketClass, WaitFigures),
  overtakings: z.record(TicketClass, OvertakingFigures),
  /** Calls that the cap decided. */
  capHits: count,
  /** Gave up, or were still waiting in the end. */
  neverCalled: count,
})
export type DayFigures = z.infer<typeof DayFigures>

/**
 * What the fast lane cost regular tickets: for each, its wait under the branch's rule less its wait had everybody been called by
 * arrival, the same customers, services and counters. In seconds. The mean counts those who waited less by it as well; for the
 * other two whoever was not held up has an extra wait of 0.
 */
export const LaneCost = z.strictObject({
  /** Regular tickets called both ways. */
  tickets: count,
  meanExtra: seconds,
  p99Extra: seconds,
  maxExtra: seconds,
})
export type LaneCost = z.infer<typeof LaneCost>

/**
 * The cost of the lane on one business day (LANE-1): the day's record simulated by its own rule and by arrival alone. Every service
 * of a visit is a wait of its own; a return and the rest of a parked service are none.
 */
export const LaneReport = z.strictObject({
  branch: BranchId,
  day: BusinessDay,
  /** False: the day goes on, this is how far it has come. */
  isClosed: z.boolean(),
  cost: LaneCost,
  /** By the branch's rule. */
  withLane: DayFigures,
  /** By arrival alone, no counter keeping to some classes. */
  firstCome: DayFigures,
  /** What really happened. */
  recorded: z.strictObject({
    waits: z.record(TicketClass, WaitFigures),
    /** Calls by the teller's choice, which no rule can repeat. */
    callsByNumber: count,
  }),
  /** How far the simulation by the branch's own rule is from what really happened, by each call's moment. */
  fidelity: z.strictObject({
    meanApart: seconds,
    maxApart: seconds,
    /** Calls within a second of the real one. */
    sameShare: z.number().min(0).max(1).nullable(),
  }),
  /** Waits that ended without a call: if called in the simulation, their service takes the day's average. */
  imputed: count,
})
export type LaneReport = z.infer<typeof LaneReport>
