import { type BranchId, CounterId, TicketId } from "@giliran/contract/basics"
import type { Command } from "@giliran/contract/commands"
import { createRoute, z } from "@hono/zod-openapi"
import type { Caller } from "../access/caller.ts"
import type { Deed } from "../access/deeds.ts"
import type { Outcome } from "../branch/order.ts"
import type { BranchEvent } from "../rules/day/events.ts"
import { type Api, admit, Denied, deny, digestOfRequest, send, signedBy } from "../http/api.ts"
import type { SpokenLanguage } from "../http/caller-language.ts"
import { checkBody } from "../http/check-body.ts"
import { keyForm, keyHeader, keyOf } from "../http/idempotency-key.ts"
import { problemAnswers } from "../http/openapi-words.ts"
import { atOtherCounter } from "./own-counter.ts"
import { problemOfRefusal } from "../http/problem.ts"
import { readBody } from "../http/read-body.ts"

/** A button of the product as an HTTP route: one POST, one command. */
export interface CommandRoute<Body extends z.ZodType, Subject extends CommandSubject> {
  /** After `/v1/branches/{branch}`. */
  readonly path: string
  readonly deed: Deed
  readonly summary: string
  readonly subject: Subject
  readonly body: Body
  readonly status: 200 | 201
  readonly answer: z.ZodType
  readonly order: (asked: Asked<z.output<Body>, Subject>) => Commanded
}

/** What the path names besides the branch. */
export type CommandSubject = "branch" | "ticket" | "counter"

export interface Asked<Body, Subject extends CommandSubject> {
  readonly body: Body
  readonly caller: Caller
  readonly branchId: BranchId
  readonly language: SpokenLanguage
  readonly id: Subject extends "ticket" ? TicketId : Subject extends "counter" ? CounterId : null
}

export interface Commanded {
  readonly command: Command
  /** The good answer's body. */
  readonly answer: (happened: Happened) => object
}

export interface Happened extends Pick<Outcome, "day" | "now"> {
  readonly events: readonly BranchEvent[]
}

const idSchemas = { ticket: TicketId, counter: CounterId } as const
const unknownCodes = {
  ticket: "unknown-ticket",
  counter: "unknown-counter",
} as const

export function commandRoute<Body extends z.ZodType, Subject extends CommandSubject>(
  api: Api,
  route: CommandRoute<Body, Subject>,
): void {
  const { deed, body: schema, status, order } = route
  const subject: CommandSubject = route.subject
  describe(api, route)

  api.app.post(`/v1/branches/:branch${route.path.replaceAll(/\{(\w+)\}/g, ":$1")}`, async (c) => {
    const idOf = (language: SpokenLanguage) => {
      const id = subject === "branch" ? null : (c.req.param(subject) ?? "")
      if (subject !== "branch" && !idSchemas[subject].safeParse(id).success)
        throw new Denied(unknownCodes[subject], language)
      return id as Asked<unknown, Subject>["id"]
    }
    const { caller, room, language, incoming } = await admit(api, c, deed, (branchId, spoken) => ({
      branchId,
      ...(subject === "ticket" ? { ticketId: idOf(spoken) as TicketId } : {}),
    }))
    const id = idOf(language)
    if (deed === "take-ticket") await api.limits.forTicket(caller, incoming, language)

    const key = keyOf(incoming, language)
    const read = await readBody(incoming)
    if ("refused" in read) return deny("body-too-large", language, { field: "body" })
    const checked = checkBody(schema, read.text, language)
    if ("problem" in checked) return deny("bad-request", language, checked.problem)

    const { command, answer } = order({ body: checked.body, caller, branchId: room.branchId, language, id })
    const refusal = atOtherCounter(caller, command, room)
    if (refusal) {
      const problem = problemOfRefusal(refusal, { plan: room.day.plan, now: room.now(), language })
      return send(problem.status, JSON.stringify(problem))
    }
    const settled = await room.submit({
      commandId: key,
      digest: key === null ? "" : digestOfRequest(c.req.path, caller, checked.body),
      actor: signedBy(caller, incoming),
      command,
      respond: ({ decision, day, now }) => {
        if ("refusal" in decision) {
          const problem = problemOfRefusal(decision.refusal, { plan: day.plan, now, language })
          return { status: problem.status, body: JSON.stringify(problem) }
        }
        return { status, body: JSON.stringify(answer({ events: decision.events, day, now })) }
      },
    })
    return typeof settled === "string" ? deny(settled, language) : send(settled.status, settled.body)
  })
}

function describe(
  { app }: Api,
  { path, summary, subject, body, status, answer }: CommandRoute<z.ZodType, CommandSubject>,
): void {
  app.openAPIRegistry.registerPath(
    createRoute({
      method: "post",
      path: `/v1/branches/{branch}${path}`,
      summary,
      tags: [subject === "branch" ? "tickets" : `${subject}s`],
      security: [{ bearer: [] }],
      request: {
        params: z.object({
          branch: z.string(),
          ...(subject === "branch" ? {} : { [subject]: z.string() }),
        }),
        headers: z.object({
          [keyHeader]: z
            .string()
            .regex(keyForm)
            .optional()
            .describe("The same key with the same request gives the same answer, and is done once."),
        }),
        body: { content: { "application/json": { schema: body } } },
      },
      responses: {
        [status]: {
          description: "Done, and on the disk",
          content: { "application/json": { schema: answer } },
        },
        ...problemAnswers,
      },
    }),
  )
}
