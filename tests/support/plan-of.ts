import type { BusinessDay, Instant } from "@giliran/contract/basics"
import { Plan } from "@giliran/contract/plan"

/** A Monday. */
export const theDay = "2026-08-24" as BusinessDay

/** Before its times and ids are branded. */
type PlanAsWritten = (typeof Plan)["_input"]

/** What a story says of its branch; everything else is as small as a plan can be. */
export interface PlanWords extends Partial<
  Omit<PlanAsWritten, "services" | "counters" | "calls" | "numbering">
> {
  /** Service id → series letter. */
  readonly services?: Readonly<Record<string, string>>
  /** Counter id → the services it serves. */
  readonly counters?: Readonly<Record<string, readonly string[]>>
  /** More about one counter. */
  readonly profiles?: Readonly<Record<string, Partial<PlanAsWritten["counters"][number]>>>
  readonly calls?: Partial<PlanAsWritten["calls"]>
  readonly numbering?: Partial<Plan["numbering"]>
  /** More about one service. */
  readonly about?: Readonly<Record<string, Partial<PlanAsWritten["services"][number]>>>
}

export const minutes = (count: number) => count * 60_000
export const seconds = (count: number) => count * 1000

/** Services `a` and `b`, counters 1 and 2 that serve both, open all day, in Jakarta. */
export function planOf(words: PlanWords = {}): Plan {
  const {
    services = { a: "A", b: "B" },
    counters = { 1: Object.keys(services), 2: Object.keys(services) },
    about = {},
    profiles = {},
    calls,
    numbering,
    ...rest
  } = words
  return Plan.parse({
    branchId: "bandung",
    name: "Bandung",
    zone: "Asia/Jakarta",
    cutOver: "00:00",
    languages: ["id", "en"],
    brand: { bankName: "Bank Contoh" },
    hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: "00:00", to: "24:00" }],
    classes: {
      regular: { headStartMs: 0, rate: 1 },
      priority: { headStartMs: minutes(10), rate: 1 },
      care: { headStartMs: minutes(15), rate: 1 },
    },
    grace: { kind: "keep-place", withinMs: minutes(30) },
    pauseReasons: [{ id: "break", name: { id: "Istirahat", en: "Break" } }],
    calls: { recallGapMs: seconds(20), attemptLimit: 3, undoWithinMs: minutes(2), ...calls },
    numbering: { digits: 3, first: 1, ...numbering },
    ...rest,
    services: Object.entries(services).map(([id, letter]) => ({
      id,
      letter,
      name: { id: `Layanan ${id}`, en: `Service ${id}` },
      line: { id: "-", en: "-" },
      bring: [],
      targetWaitMs: minutes(20),
      expectedServiceMs: minutes(5),
      ...about[id],
    })),
    counters: Object.entries(counters).map(([id, serviceIds]) => ({ id, serviceIds, ...profiles[id] })),
  })
}

/**
 * `08:05` of the story's day, or `2026-08-25 08:05`, by the clock on the branch's wall; with an offset, `2026-11-01T01:40-05:00`,
 * where the wall shows a time twice. Worked out without the rules' own calendar, to judge it.
 */
export function momentAt(wall: string, zone: string): Instant {
  if (wall.includes("T")) return Date.parse(wall) as Instant
  const [date, time] = wall.includes(" ") ? wall.split(" ") : [theDay, wall]
  const asIfUtc = Date.parse(`${date}T${time}Z`)
  const first = asIfUtc - offsetOf(zone, asIfUtc)
  return (asIfUtc - offsetOf(zone, first)) as Instant
}

function offsetOf(zone: string, moment: number): number {
  const clock = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" })
  return Date.parse(`${clock.format(moment).replace(" ", "T")}Z`) - Math.floor(moment / 1000) * 1000
}
