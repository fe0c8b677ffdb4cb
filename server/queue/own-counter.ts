import type { CounterId } from "@giliran/contract/basics"
import type { Command } from "@giliran/contract/commands"
import type { Refusal } from "@giliran/contract/refusals"
import type { Caller } from "../access/caller.ts"
import { may } from "../access/may.ts"
import type { BranchRoom } from "../branch/branch-room.ts"

/**
 * A teller who is signed in works at the own counter: no act at a counter that somebody else holds, under whose name it would be
 * seen. Taking it over is an act of its own. A key has nobody behind it who could be told apart.
 */
export function atOtherCounter(
  caller: Caller,
  command: Command,
  { day, branchId }: Pick<BranchRoom, "day" | "branchId">,
): Refusal | null {
  if (caller.kind !== "staff" || command.type === "open-counter") return null
  const counterId = counterIn(command, day)
  const state = counterId === undefined ? undefined : day.counters.get(counterId)?.state
  if (!state || state.status === "closed" || state.teller.id === caller.staffId) return null
  if (may(caller, "work-any-counter", { branchId })) return null
  return { refused: "counter-held", teller: state.teller }
}

/** Where it is done: as the command says, or else where the ticket is. */
function counterIn(command: Command, day: BranchRoom["day"]): CounterId | undefined {
  if ("counterId" in command && command.counterId !== undefined) return command.counterId
  if (!("ticketId" in command)) return undefined
  const { ticketId, type } = command
  // Taken back and upgraded by whoever is at the door, wherever the ticket is.
  if (type === "withdraw-ticket" || type === "return-ticket" || type === "reclass-ticket") return undefined
  const ticket = day.tickets.get(ticketId)
  return ticket && "call" in ticket ? ticket.call.counterId : undefined
}
