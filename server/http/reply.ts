import type { Problem } from "@giliran/contract/refusals"
import type { Reply } from "../branch/order.ts"
import type { SpokenLanguage } from "./caller-language.ts"
import { problemOf, type ProblemDetails } from "./problem.ts"
import type { problemSentences } from "./problem-sentences.ts"

/** An answer of the API is personal, is no page, and is nothing that another site may load or show. */
export const apiHeaders = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
}
const jsonHeaders = { "content-type": "application/json", ...apiHeaders }
const problemHeaders = { "content-type": "application/problem+json", ...apiHeaders }
const awayHeaders = { ...problemHeaders, "retry-after": "1" }
const askTokenHeaders = { ...problemHeaders, "www-authenticate": "Bearer" }

/** An answer whose body is written already. */
export function send({ status, body }: Reply): Response {
  return new Response(body, { status, headers: headersFor(status) })
}

export function sendJson(body: object, status = 200): Response {
  return send({ status, body: JSON.stringify(body) })
}

export function sendProblem(problem: Problem): Response {
  const { status, retryAfterSeconds } = problem
  if (retryAfterSeconds === undefined) return sendJson(problem, status)
  const headers = { ...headersFor(status), "retry-after": String(retryAfterSeconds) }
  return new Response(JSON.stringify(problem), { status, headers })
}

export function deny(
  code: keyof typeof problemSentences,
  language: SpokenLanguage,
  details?: ProblemDetails,
): Response {
  return sendProblem(problemOf(code, language, details))
}

export function withCookie(answer: Response, cookie: string): Response {
  answer.headers.append("set-cookie", cookie)
  return answer
}

function headersFor(status: number): Record<string, string> {
  if (status < 400) return jsonHeaders
  if (status === 401) return askTokenHeaders
  return status === 503 ? awayHeaders : problemHeaders
}
