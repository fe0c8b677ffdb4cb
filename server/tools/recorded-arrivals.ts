import type { LoadWriter } from "../simulator/load.ts"
import { drawerOf, type Durations } from "../simulator/durations.ts"
import { Random } from "../simulator/random.ts"
import { lineOf } from "../simulator/shop-of-plan.ts"
import type { SimulationPlan } from "../simulator/simulation-plan.ts"
import { type DayWriter, servicesOf } from "../simulator/what-if.ts"
import { BadInput } from "../bad-input.ts"
import { type Customer, readDays } from "./recorded-days.ts"
import { textOf } from "./text-of.ts"

/**
 * The customers of a recorded day, as they came, with the service they had. Of one who gave up nobody knows how long service
 * would have taken: it is drawn from the plan's durations, or from what others of the same service took.
 */
export function writerOfRecorded(given: SimulationPlan, path: string): DayWriter {
  const { arrivals, plan, seed } = given
  if (arrivals.kind !== "recorded") throw new Error("The customers of this plan are drawn")
  const customers = customersOf(path, arrivals.day).flatMap((customer) => {
    const serviceId = arrivals.serviceOf[customer.serviceType]
    return serviceId === undefined ? [] : [{ ...customer, serviceId }]
  })
  const [first] = customers
  if (!first) throw new BadInput(`arrivals.serviceOf: no customer of ${path} asks for one of these`)
  const midnight = Math.floor(first.arrivesAt / dayMs) * dayMs
  return (day: number, _times: number, into: LoadWriter) => {
    into.begin()
    const drawers = new Map<string, () => number>()
    for (const { arrivesAt, class: name, serviceId, end } of customers) {
      const draw =
        drawers.get(serviceId) ?? drawerOf(unknownServices(serviceId), new Random(seed, day, drawers.size))
      drawers.set(serviceId, draw)
      into.add(
        arrivesAt - midnight,
        lineOf(plan, serviceId, name),
        end.outcome === "served" ? end.serviceMs : draw(),
        end.outcome === "served" ? Number.POSITIVE_INFINITY : end.leavesAt - midnight,
      )
    }
  }

  function unknownServices(serviceId: string): Durations {
    const samplesMs = customers.flatMap(({ serviceId: other, end }) =>
      other === serviceId && end.outcome === "served" ? [end.serviceMs] : [],
    )
    const isPlanned = given.services.some((entry) => entry.serviceId === serviceId)
    return isPlanned || samplesMs.length === 0
      ? servicesOf(given, serviceId, "regular")
      : { kind: "recorded", samplesMs }
  }
}

const dayMs = 86_400_000

function customersOf(path: string, day: string | undefined): readonly Customer[] {
  const { byDate } = readDays(textOf(path))
  const date = day ?? [...byDate.keys()].toSorted()[0]
  const customers = date === undefined ? undefined : byDate.get(date)
  if (!customers)
    throw new BadInput(
      `arrivals.day: ${path} has no customers on ${date ?? "any day"}; it has ${[...byDate.keys()].join(", ")}`,
    )
  return customers
}
