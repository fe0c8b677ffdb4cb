import { createRoute, z } from "@hono/zod-openapi"
import type { Deed } from "../access/deeds.ts"
import { type Api, admit, sendJson, type Visit } from "./api.ts"
import { checkedBody } from "./checked-body.ts"
import { problemAnswers } from "./openapi-words.ts"

/** A deed in a branch that is no command of its queue. */
export interface PostRoute<Body extends z.ZodType> {
  /** After `/v1/branches/{branch}`; its one other name, if any, comes as `id`. */
  readonly path: string
  readonly tag: string
  readonly deed: Deed
  readonly summary: string
  readonly body: Body
  readonly answer: z.ZodType
  readonly status?: 200 | 201
}

export interface Posted<Body> {
  readonly visit: Visit
  readonly body: Body
  /** By the path; empty where it names nothing. */
  readonly id: string
}

/** `work` throws `Denied`, or gives what the answer's schema says. */
export function post<Body extends z.ZodType>(
  api: Api,
  { path, tag, deed, summary, body: schema, answer, status = 200 }: PostRoute<Body>,
  work: (posted: Posted<z.output<Body>>) => object | Promise<object>,
): void {
  const fullPath = `/v1/branches/{branch}${path}`
  const name = /\{(\w+)\}/.exec(path)?.[1]
  api.app.openAPIRegistry.registerPath(
    createRoute({
      method: "post",
      path: fullPath,
      summary,
      tags: [tag],
      security: [{ bearer: [] }],
      request: {
        params: z.object({ branch: z.string(), ...(name !== undefined && { [name]: z.string() }) }),
        body: { content: { "application/json": { schema } } },
      },
      responses: {
        [status]: { description: "Done", content: { "application/json": { schema: answer } } },
        ...problemAnswers,
      },
    }),
  )
  api.app.post(fullPath.replaceAll(/\{(\w+)\}/g, ":$1"), async (c) => {
    const visit = await admit(api, c, deed)
    const body = await checkedBody(visit.incoming, schema, visit.language)
    const id = name === undefined ? "" : (c.req.param(name) ?? "")
    return sendJson(await work({ visit, body, id }), status)
  })
}
