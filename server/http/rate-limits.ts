import type { IncomingMessage } from "node:http"
import { addressOf } from "../access/address-of.ts"
import { type Attempt, type Budget, budgetOf, networkOf } from "../access/budgets.ts"
import { type Caller, actorOf } from "../access/caller.ts"
import type { LimitConfig } from "../config/edge-config.ts"
import { Denied } from "./denied.ts"
import type { SpokenLanguage } from "./caller-language.ts"

/** How often is often enough, for everything that a machine could do faster than any branch needs. All throw `Denied`. */
export interface RateLimits {
  /** A device, key or teller takes tickets; with it, all that come from the same network. */
  forTicket(caller: Caller, incoming: IncomingMessage, language: SpokenLanguage): Promise<void>
  /** A kiosk asks for somebody to come: a child at the glass rings no counter all day. */
  forHelp(caller: Caller, language: SpokenLanguage): Promise<void>
  /** A machine is tried with a ticket that is none. */
  forTest(caller: Caller, language: SpokenLanguage): Promise<void>
  /** Somebody who did not show who they are, or whom nobody knows. What was paid is given back when it was no stranger. */
  forStranger(incoming: IncomingMessage, language: SpokenLanguage): Promise<Pick<Attempt, "forgive">>
  /** A page, or a file that belongs to one: nobody needs to be known for it. */
  forPage(incoming: IncomingMessage, language: SpokenLanguage): Promise<void>
}

const testsAllowed = { times: 10, seconds: 60 } as const
const helpAllowed = { times: 10, seconds: 60 } as const

/** Several kiosks of a branch, or several branches, may be behind one address. */
const kiosksBehindAnAddress = 10

export function rateLimits({
  ticketsPerMinute,
  ticketsPerHour,
  strangersPerMinute,
  pagesPerMinute,
}: LimitConfig): RateLimits {
  const ticketsOf = (kiosks: number) =>
    budgetOf(
      { times: ticketsPerMinute * kiosks, seconds: 60 },
      { times: ticketsPerHour * kiosks, seconds: 3_600 },
    )
  const byTaker = ticketsOf(1)
  const byNetwork = ticketsOf(kiosksBehindAnAddress)
  const byKiosk = budgetOf(helpAllowed)
  const byTested = budgetOf(testsAllowed)
  const strangers = budgetOf({ times: strangersPerMinute, seconds: 60 })
  const pages = budgetOf({ times: pagesPerMinute, seconds: 60 })
  return {
    async forTicket(caller, incoming, language) {
      await within(byTaker, takerOf(caller), language)
      await within(byNetwork, networkOf(addressOf(incoming)), language)
    },
    forHelp: (caller, language) => within(byKiosk, takerOf(caller), language),
    forTest: (caller, language) => within(byTested, takerOf(caller), language),
    async forStranger(incoming, language) {
      const who = networkOf(addressOf(incoming))
      await within(strangers, who, language)
      return { forgive: () => strangers.giveBack(who) }
    },
    forPage: (incoming, language) => within(pages, networkOf(addressOf(incoming)), language),
  }
}

/** Counts one use; throws `Denied` with 429 and `Retry-After` when it was one too many. */
async function within(budget: Budget, who: string, language: SpokenLanguage): Promise<void> {
  const waitMs = await budget.spend(who)
  if (waitMs > 0)
    throw new Denied("too-many-requests", language, { retryAfterSeconds: Math.ceil(waitMs / 1000) })
}

function takerOf(caller: Caller): string {
  return "branchId" in caller ? `${caller.branchId} ${actorOf(caller)}` : actorOf(caller)
}
