import type { Plan } from "@giliran/contract/plan"

/** The branch as it would be without a fast lane: called by arrival alone, and no counter keeps to some classes. */
export function withoutLane(plan: Plan): Plan {
  return {
    ...plan,
    callingRule: { preset: "first-come" },
    counters: plan.counters.map(({ id, serviceIds, overflow }) => ({
      id,
      serviceIds,
      ...(overflow
        ? {
            overflow: overflow.map(({ when, serviceIds: further }) =>
              further ? { when, serviceIds: further } : { when },
            ),
          }
        : {}),
    })),
  }
}
