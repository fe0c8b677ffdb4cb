import type { ServiceId } from "@giliran/contract/basics"
import type { ClassAlong, Plan } from "@giliran/contract/plan"
import type { TicketClass } from "@giliran/contract/ticket"
import type { TicketFacts } from "./branch-day.ts"
import type { ClassGiven, ClassHere } from "./class-here.ts"

type Travelling = Pick<TicketFacts, "class" | "ground" | "serviceId" | "classesGiven">

/**
 * The class of a ticket at the service that it goes to next (CLASS-7): what it was given for that service, or what it was given elsewhere and the plan lets go
 * along; what was given later counts before what was given earlier, and that it is regular ends the search. Else it is regular. At its own service it
 * stays as it is.
 */
function classAt(plan: Plan, ticket: Travelling, serviceId: ServiceId): ClassHere {
  if (serviceId === ticket.serviceId) return { class: ticket.class, ground: ticket.ground }
  for (const given of ticket.classesGiven.toReversed()) {
    const { class: of, ground } = given
    if (given.serviceId === serviceId || of === "regular" || goesAlong(plan, of, serviceId))
      return { class: of, ground }
  }
  return { class: "regular", ground: null }
}

/** For an event: nothing where nothing changes. */
export function classThere(
  plan: Plan,
  ticket: Travelling,
  serviceId: ServiceId,
): { readonly classThere?: ClassHere } {
  const there = classAt(plan, ticket, serviceId)
  return there.class === ticket.class && there.ground === ticket.ground ? {} : { classThere: there }
}

/** The latest stands last; of one service only the latest counts. */
export function withClassGiven(
  { serviceId, classesGiven }: Pick<Travelling, "serviceId" | "classesGiven">,
  given: ClassHere,
): readonly ClassGiven[] {
  return [...classesGiven.filter((one) => one.serviceId !== serviceId), { ...given, serviceId }]
}

/** CLASS-8: care is a need of the person and goes along everywhere; priority is the bank's to give, service by service. */
const unlessSaid: Readonly<Record<TicketClass, ClassAlong>> = {
  regular: "everywhere",
  priority: "nowhere",
  care: "everywhere",
}

function goesAlong({ classes }: Plan, ticketClass: TicketClass, serviceId: ServiceId): boolean {
  const along = classes[ticketClass].goesAlong ?? unlessSaid[ticketClass]
  return along === "everywhere" || (along !== "nowhere" && along.includes(serviceId))
}
