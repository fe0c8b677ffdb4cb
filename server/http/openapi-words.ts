import { z } from "@hono/zod-openapi"

/** What every route of the API may answer instead, for the OpenAPI document. */

const ProblemBody = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string().describe("The refusal's name: what a program decides by"),
    detail: z.string().describe("A sentence in the caller's language, by Accept-Language"),
    field: z.string().optional().describe("What was wrong in the request"),
  })
  .describe("RFC 9457")

const problem = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: ProblemBody } },
})

export const problemAnswers = {
  400: problem("Something in the request is wrong; `field` names it"),
  401: problem("No valid token"),
  403: problem("The token's role or branch may not"),
  404: problem("No such branch, service, ticket or counter"),
  409: problem("Not as things stand: `code` says which refusal"),
  413: problem("The body is larger than 64 kB"),
  422: problem("The Idempotency-Key was used for another request"),
  429: problem("Too often: `Retry-After` says when to try again"),
  503: problem("The database is away; nothing was done"),
} as const

export const readAnswers = {
  400: problemAnswers[400],
  401: problemAnswers[401],
  403: problemAnswers[403],
  404: problemAnswers[404],
  429: problemAnswers[429],
  503: problemAnswers[503],
} as const
