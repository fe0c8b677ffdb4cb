import { createHmac, randomBytes } from "node:crypto"
import { CheckCustomerBody } from "@giliran/contract/commands"
import { CustomerChecked, DirectoryHealth } from "@giliran/contract/http-answers"
import { LRUCache } from "lru-cache"
import { actorOf } from "../access/caller.ts"
import type { Api } from "../http/api.ts"
import { Denied } from "../http/denied.ts"
import { route } from "../http/route.ts"
import type { CheckAsked, CustomerChecks, TooMany } from "./customer-checks.ts"

/** Who is a priority customer, and how the directory that knows it is doing. */
export function customerRoutes(api: Api, checks: CustomerChecks): void {
  route(
    api,
    {
      method: "get",
      path: "/v1/branches/{branch}/health/customer-directory",
      who: "see-health",
      tag: "customers",
      summary: "How the customer directory answers this server",
      answer: DirectoryHealth,
    },
    () => checks.health(),
  )

  const check = rememberingChecks((asked) => checks.check(asked))
  route(
    api,
    {
      method: "post",
      path: "/v1/branches/{branch}/customer-checks",
      who: "check-customer",
      tag: "customers",
      summary: "Is this a priority customer? Gives the proof for taking a ticket",
      body: CheckCustomerBody,
      answer: CustomerChecked,
      // A card's number is not to be found in any digest that is stored.
      sameBy: () => "check",
    },
    async ({ room, caller, language, key, body: { identifier } }) => {
      const { branchId, day } = room
      const asked = { identifier, branchId, day: day.day, caller: actorOf(caller), now: room.now() }
      const answer = await check(asked, key)
      if (answer === "key-reused") throw new Denied(answer, language)
      if (!("retryAfterMs" in answer)) return answer
      throw new Denied("too-many-checks", language, {
        retryAfterSeconds: Math.ceil(answer.retryAfterMs / 1000),
      })
    },
  )
}

/** Long enough for every retry of a kiosk's. */
const rememberedMs = 60_000

/**
 * A retry is answered as the first time and counts as no further try. Kept in memory, and the identifier only as a digest by a
 * key that ends with this process: the ledger's answers are for what happened, and nothing happened here.
 */
function rememberingChecks(check: (asked: CheckAsked) => Promise<CustomerChecked | TooMany>) {
  const ownKey = randomBytes(32)
  const first = new LRUCache<string, { digest: string; answer: Promise<CustomerChecked | TooMany> }>({
    max: 1_000,
    ttl: rememberedMs,
  })
  return (asked: CheckAsked, key: string | null): Promise<CustomerChecked | TooMany> | "key-reused" => {
    if (key === null) return check(asked)
    const name = `${asked.branchId} ${asked.caller} ${key}`
    const digest = createHmac("sha256", ownKey).update(asked.identifier).digest("base64url")
    const before = first.get(name)
    if (before) return before.digest === digest ? before.answer : "key-reused"
    const answer = check(asked)
    first.set(name, { digest, answer })
    answer.catch(() => first.delete(name))
    return answer
  }
}
