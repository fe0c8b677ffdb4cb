import { createHmac, randomBytes } from "node:crypto"
import { CheckCustomerBody } from "@giliran/contract/commands"
import { CustomerChecked, DirectoryHealth } from "@giliran/contract/http-answers"
import { createRoute, z } from "@hono/zod-openapi"
import { LRUCache } from "lru-cache"
import { actorOf } from "../access/caller.ts"
import type { CheckAsked, TooMany } from "./customer-checks.ts"
import { type Api, admit, deny, sendJson } from "../http/api.ts"
import { checkBody } from "../http/check-body.ts"
import { keyHeader, keyOf } from "../http/idempotency-key.ts"
import { problemAnswers } from "../http/openapi-words.ts"
import { readBody } from "../http/read-body.ts"
import { read } from "../queue/read-routes.ts"

const path = "/v1/branches/{branch}/customer-checks"

/** Who is a priority customer, and how the directory that knows it is doing. */
export function customerRoutes(api: Api): void {
  read(
    api,
    "/health/customer-directory",
    "see-health",
    "How the customer directory answers this server",
    { answer: DirectoryHealth },
    () => api.customers.checks.health(),
  )
  describe(api)

  const check = rememberingChecks((asked) => api.customers.checks.check(asked))
  api.app.post(path.replace("{branch}", ":branch"), async (c) => {
    const { caller, room, language, incoming } = await admit(api, c, "check-customer")
    const key = keyOf(incoming, language)
    const given = await readBody(incoming)
    if ("refused" in given) return deny("body-too-large", language, { field: "body" })
    const checked = checkBody(CheckCustomerBody, given.text, language)
    if ("problem" in checked) return deny("bad-request", language, checked.problem)

    const { branchId, day } = room
    const { identifier } = checked.body
    const asked = { identifier, branchId, day: day.day, caller: actorOf(caller), now: room.now() }
    const answer = await check(asked, key)
    if (answer === "key-reused") return deny(answer, language)
    if (!("retryAfterMs" in answer)) return sendJson(answer)
    return deny("too-many-checks", language, { retryAfterSeconds: Math.ceil(answer.retryAfterMs / 1000) })
  })
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

function describe({ app }: Api): void {
  app.openAPIRegistry.registerPath(
    createRoute({
      method: "post",
      path,
      summary: "Is this a priority customer? Gives the proof for taking a ticket",
      tags: ["customers"],
      security: [{ bearer: [] }],
      request: {
        params: z.object({ branch: z.string() }),
        headers: z.object({ [keyHeader]: z.string().optional().describe("A retry gets the same answer.") }),
        body: { content: { "application/json": { schema: CheckCustomerBody } } },
      },
      responses: {
        200: {
          description: "What the customer directory says",
          content: { "application/json": { schema: CustomerChecked } },
        },
        ...problemAnswers,
      },
    }),
  )
}
