import type { ServiceId } from "@giliran/contract/basics"
import type { ClassGround, TicketClass } from "@giliran/contract/ticket"

/** A class, and on what ground. */
export interface ClassHere {
  readonly class: TicketClass
  readonly ground: ClassGround | null
}

/** A class that a ticket was given, by claim, proof or staff, and the service for which it was. */
export interface ClassGiven extends ClassHere {
  readonly serviceId: ServiceId
}
