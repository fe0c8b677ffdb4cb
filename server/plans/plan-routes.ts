import { ChangePlanBody } from "@giliran/contract/commands"
import { PlanAnswer, PlanHealth } from "@giliran/contract/http-answers"
import type { Plan } from "@giliran/contract/plan"
import type { Api } from "../http/api.ts"
import { command } from "../http/command.ts"
import { Refused } from "../http/denied.ts"
import { problemOfRefusal } from "../http/problem.ts"
import { route } from "../http/route.ts"
import { warningsOf } from "../rules/plan/plan-problem.ts"
import { badPhrases, whyNotAccepted } from "./accept-plan.ts"

/** The branch's plan, for its manager: read it, change it, put it back. */
export function planRoutes(api: Api): void {
  const path = "/v1/branches/{branch}/plan"

  route(
    api,
    {
      method: "get",
      path,
      who: "see-plan",
      compressed: "whole",
      tag: "plan",
      summary: "The plan of today",
      answer: PlanAnswer,
    },
    ({ room }) => answerOfPlan(room.day.plan),
  )

  route(
    api,
    {
      method: "get",
      path: "/v1/branches/{branch}/health/plan",
      compressed: "whole",
      who: "see-health",
      tag: "plan",
      summary: "Whether the plan of today would be accepted now",
      answer: PlanHealth,
    },
    ({ room: { day } }): PlanHealth => {
      const problem = whyNotAccepted(day.plan)
      return { problem, warnings: [...warningsOf(day.plan, problem)] }
    },
  )

  command(
    api,
    {
      method: "put",
      path,
      who: "change-plan",
      tag: "plan",
      summary: "Change the plan, from now on",
      body: ChangePlanBody,
      answer: PlanAnswer,
    },
    ({ room, language, body: { plan } }) => {
      const problem = badPhrases(plan)
      if (problem !== null) {
        const refusal = { refused: "plan-invalid", problem } as const
        throw new Refused(problemOfRefusal(refusal, { plan: room.day.plan, now: room.now(), language }))
      }
      return {
        command: { type: "change-plan", plan },
        answer: ({ day }) => answerOfPlan(day.plan),
      }
    },
  )
}

function answerOfPlan(plan: Plan): PlanAnswer {
  return { plan, warnings: [...warningsOf(plan, whyNotAccepted(plan))] }
}
