import type { Instant } from "@giliran/contract/basics"
import type { Caller } from "./caller.ts"

/** What matters most is asked for by somebody who proved so recently who it is: nobody by a session left open at a counter. */
const freshForMs = 10 * 60_000

export function isFreshlyProved(caller: Caller, now: Instant): boolean {
  return caller.kind === "staff" && now < caller.session.provedAt + freshForMs
}
