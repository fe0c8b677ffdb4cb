import { randomUUID } from "node:crypto"
import type { OwnBranch } from "./noon-branch.ts"

export interface Reply {
  readonly status: number
  /** Exactly as it was sent. */
  readonly text: string
  /** A problem's code, or null. */
  readonly code: string | null
}

/** Asks a server as a script would. Rejects when no answer comes at all. */
export interface BranchCaller {
  post(path: string, body?: object, key?: string): Promise<Reply>
  get(path: string): Promise<Reply>
}

/** `serverUrl` is asked at each request: a server that was started again may listen elsewhere. */
export function branchCaller(serverUrl: () => string, { path: branchPath, token }: OwnBranch): BranchCaller {
  const ask = async (
    path: string,
    request: Pick<RequestInit, "method" | "body">,
    key?: string,
  ): Promise<Reply> => {
    const headers = {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      ...(key === undefined ? {} : { "idempotency-key": key }),
    }
    const answer = await fetch(`${serverUrl()}${branchPath}${path}`, {
      ...request,
      headers,
      signal: AbortSignal.timeout(10_000),
    })
    const text = await answer.text()
    const isProblem = answer.headers.get("content-type") === "application/problem+json"
    return {
      status: answer.status,
      text,
      code: isProblem ? (JSON.parse(text) as { code: string }).code : null,
    }
  }
  return {
    post: (path, body = {}, key = randomUUID()) =>
      ask(path, { method: "POST", body: JSON.stringify(body) }, key),
    get: (path) => ask(path, { method: "GET" }),
  }
}

/** The ticket in a good answer. */
export function ticketIn({ status, text }: Reply): { readonly id: string; readonly number: string } {
  if (status >= 300) throw new Error(`No ticket in ${status} ${text}`)
  return (JSON.parse(text) as { ticket: { id: string; number: string } }).ticket
}
