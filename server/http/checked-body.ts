import type { IncomingMessage } from "node:http"
import type { z } from "zod"
import { Denied } from "./api.ts"
import type { SpokenLanguage } from "./caller-language.ts"
import { checkBody } from "./check-body.ts"
import { readBody } from "./read-body.ts"

/** A request's body as its schema has it; throws `Denied`. */
export async function checkedBody<Schema extends z.ZodType>(
  incoming: IncomingMessage,
  schema: Schema,
  language: SpokenLanguage,
  limit?: number,
): Promise<z.output<Schema>> {
  const given = await readBody(incoming, limit)
  if ("refused" in given) throw new Denied("body-too-large", language, { field: "body" })
  const checked = checkBody(schema, given.text, language)
  if ("problem" in checked) throw new Denied("bad-request", language, checked.problem)
  return checked.body
}
