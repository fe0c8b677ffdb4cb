import { ChangePlanBody } from "@giliran/contract/commands"
import { PlanAnswer, PlanHealth } from "@giliran/contract/http-answers"
import type { Plan } from "@giliran/contract/plan"
import { createRoute, z } from "@hono/zod-openapi"
import { problemOf, warningsOf } from "../rules/plan/plan-problem.ts"
import { type Api, admit, deny, digestOfRequest, send, signedBy } from "../http/api.ts"
import { checkBody } from "../http/check-body.ts"
import { problemAnswers } from "../http/openapi-words.ts"
import { problemOfRefusal } from "../http/problem.ts"
import { read } from "../queue/read-routes.ts"
import { readBody } from "../http/read-body.ts"

const path = "/v1/branches/{branch}/plan"

/** The branch's plan, for its manager: read it, change it, put it back. */
export function planRoutes(api: Api): void {
  read(api, "/plan", "see-plan", "The plan of today", { answer: PlanAnswer }, ({ room }) =>
    answerOfPlan(room.day.plan),
  )

  read(
    api,
    "/health/plan",
    "see-health",
    "Whether the plan of today would be accepted now",
    { answer: PlanHealth },
    ({ room: { day } }): PlanHealth => ({
      problem: problemOf(day.plan),
      warnings: [...warningsOf(day.plan)],
    }),
  )

  api.app.openAPIRegistry.registerPath(
    createRoute({
      method: "put",
      path,
      summary: "Change the plan, from now on",
      tags: ["plan"],
      security: [{ bearer: [] }],
      request: {
        params: z.object({ branch: z.string() }),
        body: { content: { "application/json": { schema: ChangePlanBody } } },
      },
      responses: {
        200: {
          description: "The plan as it stands now",
          content: { "application/json": { schema: PlanAnswer } },
        },
        ...problemAnswers,
      },
    }),
  )
  api.app.put(path.replace("{branch}", ":branch"), async (c) => {
    const { caller, room, language, incoming } = await admit(api, c, "change-plan")
    const given = await readBody(incoming)
    if ("refused" in given) return deny("body-too-large", language, { field: "body" })
    const checked = checkBody(ChangePlanBody, given.text, language)
    if ("problem" in checked) return deny("bad-request", language, checked.problem)
    const { plan } = checked.body

    const settled = await room.submit({
      commandId: null,
      digest: digestOfRequest(c.req.path, caller, checked.body),
      actor: signedBy(caller, incoming),
      command: { type: "change-plan", plan },
      respond: ({ decision, day, now }) => {
        if (!("refusal" in decision)) return { status: 200, body: JSON.stringify(answerOfPlan(day.plan)) }
        const problem = problemOfRefusal(decision.refusal, { plan: day.plan, now, language })
        return { status: problem.status, body: JSON.stringify(problem) }
      },
    })
    return typeof settled === "string" ? deny(settled, language) : send(settled.status, settled.body)
  })
}

function answerOfPlan(plan: Plan): PlanAnswer {
  return { plan, warnings: [...warningsOf(plan)] }
}
