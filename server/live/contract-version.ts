import { CONTRACT_VERSION, type LiveRefusal } from "@giliran/contract/socket-events"

/**
 * What a screen is told whose page was built with an older contract; null for one that speaks this one, or a later one of a newer
 * server beside this.
 */
export function contractRefusal({ contract, view }: Readonly<Record<string, unknown>>): LiveRefusal | null {
  if (typeof contract === "number") return contract < CONTRACT_VERSION ? "contract-outdated" : null
  // Pages of contract 11 and before say no version. A branch's screens show that they were refused. A customer's page would say that
  // there is no ticket: told something that it does not know, it keeps the number in sight and says since when it is alone.
  return view === "ticket" ? "contract-outdated" : "bad-request"
}
