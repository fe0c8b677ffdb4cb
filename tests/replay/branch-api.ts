import { randomUUID } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import type { Problem } from "@giliran/contract/refusals"
import { Pool } from "undici"

/** One branch of a running server, by its public API. */
export interface BranchApi {
  /** `path` is below the branch: `/tickets/x`. */
  get(path: string): Promise<Answer>
  /** With an Idempotency-Key of its own, so that it is repeated safely when the server does not answer. */
  post(path: string, body?: object): Promise<Answer>
  put(path: string, body: object): Promise<Answer>
  close(): Promise<void>
}

export type Answer =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly problem: Problem }

/** A reason why the tool cannot go on, as a sentence for the person who started it. */
export class CannotReplay extends Error {
  override readonly name = "CannotReplay"
}

/** For a server that answered before and is being started again. */
const patienceMs = 10_000

export function branchApi(server: URL, { branch, token }: { branch: string; token: string }): BranchApi {
  const pool = new Pool(server.origin, { connections: 64, pipelining: 1 })
  const prefix = `${server.pathname.replace(/\/$/, "")}/v1/branches/${branch}`

  let hasAnswered = false

  const ask = async (method: "GET" | "POST" | "PUT", path: string, body?: object): Promise<Answer> => {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(method === "POST" ? { "idempotency-key": randomUUID() } : {}),
    }
    const request = {
      method,
      path: `${prefix}${path}`,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    }
    const giveUpAt = performance.now() + patienceMs
    for (;;) {
      const answer = await attempt(pool, request)
      if (answer !== "away") {
        hasAnswered = true
        return answer
      }
      if (!hasAnswered || performance.now() > giveUpAt)
        throw new CannotReplay(`The server at ${server.origin} does not answer. Is it running?`)
      await sleep(200)
    }
  }

  return {
    get: (path) => ask("GET", path),
    post: (path, body = {}) => ask("POST", path, body),
    put: (path, body) => ask("PUT", path, body),
    close: () => pool.close(),
  }
}

/** The body of a good answer; a problem ends the replay with the server's own sentence. */
export function expectGood(answer: Answer, doing: string): unknown {
  if (answer.ok) return answer.body
  const { status, detail, code } = answer.problem
  if (status === 401) throw new CannotReplay(`The server does not know this token (while ${doing}).`)
  if (status === 403) throw new CannotReplay(`This token may not do that (while ${doing}): ${detail}`)
  throw new CannotReplay(`The server refused while ${doing}: ${detail} (${code})`)
}

interface Request {
  readonly method: "GET" | "POST" | "PUT"
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: string | null
}

async function attempt(pool: Pool, request: Request): Promise<Answer | "away"> {
  try {
    const { statusCode, body } = await pool.request(request)
    const text = await body.text()
    if (statusCode === 503) return "away"
    return statusCode < 300
      ? { ok: true, body: JSON.parse(text) }
      : { ok: false, problem: problemFrom(statusCode, text) }
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new CannotReplay(`What answers at ${request.path} is not Giliran.`)
    return "away"
  }
}

function problemFrom(status: number, text: string): Problem {
  try {
    return JSON.parse(text) as Problem
  } catch {
    return { type: "about:blank", title: "", status, code: "unexpected", detail: `status ${status}` }
  }
}
