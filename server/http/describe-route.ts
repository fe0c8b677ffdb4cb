import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi"
import { isDeed } from "../access/deeds.ts"
import type { Who } from "./admit.ts"
import type { ApiEnv } from "./api.ts"
import { keyForm, keyHeader } from "./once.ts"
import { problemAnswers, readAnswers } from "./openapi-words.ts"

interface Described {
  readonly method: "get" | "post" | "put" | "delete"
  readonly path: string
  readonly who: Who
  readonly tag: string
  readonly summary: string
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  readonly answer: z.ZodType
  readonly mediaType?: string
  readonly status?: 200 | 201
}

/** Puts a route into the API's description. */
export function describe(
  app: OpenAPIHono<ApiEnv>,
  { method, path, who, tag, summary, query, body, answer, mediaType, status = 200 }: Described,
): void {
  const names = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name = ""]) => [name, z.string()] as const)
  const isRead = method === "get"
  app.openAPIRegistry.registerPath(
    createRoute({
      method,
      path,
      summary,
      tags: [tag],
      ...securityOf(who),
      request: {
        ...(names.length > 0 ? { params: z.object(Object.fromEntries(names)) } : {}),
        ...(query ? { query } : {}),
        ...(isRead ? {} : { headers: KeyHeader }),
        ...(body ? { body: { content: { "application/json": { schema: body } } } } : {}),
      },
      responses: {
        [status]: {
          description: isRead ? "As it stands" : "Done, and on the disk",
          content: { [mediaType ?? "application/json"]: { schema: answer } },
        },
        ...(isRead ? readAnswers : problemAnswers),
      },
    }),
  )
}

const KeyHeader = z.object({
  [keyHeader]: z
    .string()
    .regex(keyForm)
    .optional()
    .describe("The same key with the same request gives the same answer, and is done once."),
})

function securityOf(who: Who): { readonly security?: Record<string, string[]>[] } {
  if (isDeed(who) || who === "known") return { security: [{ bearer: [] }, { session: [] }] }
  return who === "signed-in" ? { security: [{ session: [] }] } : {}
}
