import { TicketId } from "@giliran/contract/basics"
import { LeaveContactBody, TicketContactAnswer } from "@giliran/contract/privacy"
import { createRoute, z } from "@hono/zod-openapi"
import type { Context } from "hono"
import { actorOf } from "../access/caller.ts"
import type { Deed } from "../access/deeds.ts"
import { may } from "../access/may.ts"
import { type Api, type ApiEnv, admit, Denied, deny, sendJson, type Visit } from "../http/api.ts"
import { checkBody } from "../http/check-body.ts"
import { problemAnswers, readAnswers } from "../http/openapi-words.ts"
import { problemOfRefusal } from "../http/problem.ts"
import { readBody } from "../http/read-body.ts"
import { byOf } from "../audit/audited-by.ts"

const path = "/v1/branches/{branch}/tickets/{ticket}/contact"
const route = path.replaceAll(/\{(\w+)\}/g, ":$1")

/** A customer's phone number: left by consent, and taken back as easily (PRIVACY-1, PRIVACY-3). */
export function contactRoutes(api: Api): void {
  const { contacts } = api.privacy
  describe(api)

  api.app.get(route, async (c) => {
    const { visit, ticketId } = await enter(api, c, "leave-contact")
    return sendJson(await contacts.of(visit.room.day, ticketId, visit.room.now()))
  })

  api.app.post(route, async (c) => {
    const { visit, ticketId } = await enter(api, c, "leave-contact")
    const { room, language, incoming } = visit
    const read = await readBody(incoming)
    if ("refused" in read) return deny("body-too-large", language, { field: "body" })
    const checked = checkBody(LeaveContactBody, read.text, language)
    if ("problem" in checked) return deny("bad-request", language, checked.problem)
    const { day } = room
    const left = await contacts.leave({ day, ticketId, given: checked.body, by: byOf(visit) })
    if ("problem" in left) return deny(left.problem, language, { field: "phone" })
    if (!("refusal" in left)) return sendJson(left)
    const problem = problemOfRefusal(left.refusal, { plan: day.plan, now: room.now(), language })
    return sendJson(problem, problem.status)
  })

  api.app.delete(route, async (c) => {
    const { visit, ticketId } = await enter(api, c, "withdraw-contact")
    const { room } = visit
    await contacts.withdraw(room.branchId, ticketId, byOf(visit))
    return sendJson(await contacts.of(room.day, ticketId, room.now()))
  })
}

/** The own ticket's customer, whoever took it, and for taking a number back whoever manages privacy. */
async function enter(
  api: Api,
  c: Context<ApiEnv>,
  deed: Deed,
): Promise<{ readonly visit: Visit; readonly ticketId: TicketId }> {
  const asked = TicketId.safeParse(c.req.param("ticket"))
  const visit = await admit(api, c, deed, (branchId, language) => {
    if (!asked.success) throw new Denied("unknown-ticket", language)
    return { branchId, ticketId: asked.data }
  })
  const { caller, room, language } = visit
  const ticketId = asked.data
  if (ticketId === undefined) throw new Denied("unknown-ticket", language)
  const { branchId } = room
  const isKeeper = deed === "withdraw-contact" && may(caller, "manage-privacy", { branchId })
  // The keeper may take back a number of an earlier day, which the room no longer knows.
  if (isKeeper) return { visit, ticketId }
  if (!room.day.tickets.has(ticketId)) throw new Denied("unknown-ticket", language)
  if (caller.kind === "customer") return { visit, ticketId }
  const taker = await api.ledger.contacts.takerOf(branchId, ticketId)
  const isTaker = taker !== null && taker.replace(/ from \S+$/, "") === actorOf(caller)
  if (!isTaker) throw new Denied("not-allowed", language)
  return { visit, ticketId }
}

function describe({ app }: Api): void {
  const params = z.object({ branch: z.string(), ticket: z.string() })
  const common = { path, tags: ["privacy"], security: [{ bearer: [] }] }
  const good = {
    200: {
      description: "What may be left, and what is kept",
      content: { "application/json": { schema: TicketContactAnswer } },
    },
  }
  app.openAPIRegistry.registerPath(
    createRoute({
      ...common,
      method: "get",
      summary: "What the branch asks a phone number for, and what is kept of this ticket's customer",
      request: { params },
      responses: { ...good, ...readAnswers },
    }),
  )
  app.openAPIRegistry.registerPath(
    createRoute({
      ...common,
      method: "post",
      summary: "Leave a phone number, agreeing to the purpose word for word. Twice the same is once",
      request: { params, body: { content: { "application/json": { schema: LeaveContactBody } } } },
      responses: { ...good, ...problemAnswers },
    }),
  )
  app.openAPIRegistry.registerPath(
    createRoute({
      ...common,
      method: "delete",
      summary: "Take the number back: it is deleted at once",
      request: { params },
      responses: { ...good, ...readAnswers },
    }),
  )
}
