import type { CounterId } from "@giliran/contract/basics"
import type { Plan } from "@giliran/contract/plan"
import type { TicketClass } from "@giliran/contract/ticket"
import { profileOf } from "../rules/calling/counter-profile.ts"
import { type LineName, lineNamesOf } from "../rules/day/queues.ts"
import type { Shift, ShopLine } from "./shop.ts"

/** The lines of a shop by the names that the rules give them; only those in which somebody ever waits. */
export class NamedLines {
  readonly lines: ShopLine[] = []
  readonly #placeOf = new Map<string, number>()

  /** The line's place; a new one where the name is new. */
  add({ name, class: ticketClass, isFirst }: LineName, isPersonal: boolean): number {
    const known = this.#placeOf.get(name)
    if (known !== undefined) return known
    this.#placeOf.set(name, this.lines.length)
    this.lines.push({ class: ticketClass, isFirst, isPersonal })
    return this.lines.length - 1
  }

  /** What a counter calls from, by the plan's profile of it and what is sent to it in person (CALL-1, CALL-10). */
  calledFrom(
    plan: Plan,
    counterId: CounterId,
    personal: readonly string[] = [],
  ): Pick<Shift, "lines" | "overflow"> {
    const profile = profileOf(plan, counterId)
    if (!profile) return { lines: [], overflow: [] }
    const own = this.#placesOf([...lineNamesOf(personal), ...profile.preferred])
    return {
      lines: own,
      overflow: profile.overflow.map(({ when, lineNames, watched }) => ({
        when,
        lines: this.#placesOf(lineNames).filter((line) => !own.includes(line)),
        watched: this.#placesOf(watched),
      })),
    }
  }

  #placesOf(names: readonly LineName[]): readonly number[] {
    return names.flatMap(({ name }) => this.#placeOf.get(name) ?? [])
  }
}

/** The line of this audience, class and precedence. */
export function lineNamed(audience: string, ticketClass: TicketClass, isFirst: boolean): LineName {
  const name = lineNamesOf([audience]).find((line) => line.class === ticketClass && line.isFirst === isFirst)
  if (!name) throw new Error(`There are no lines of class ${ticketClass}`)
  return name
}
