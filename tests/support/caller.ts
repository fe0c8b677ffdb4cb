import type { TicketTaken } from "@giliran/contract/http-answers"

export interface Told {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // What a route answers is what its test is about: it says so where it looks.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any
}

export interface Caller {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Told>
  /** A body that is a string goes as it is. */
  post(path: string, body?: object | string, headers?: Readonly<Record<string, string>>): Promise<Told>
  put(path: string, body: object | string): Promise<Told>
  take(serviceId: string, more?: object): Promise<TicketTaken>
}

/** Calls the public API of one branch with one token. */
export function callerOf(url: string, token: string | null, branch = "demo"): Caller {
  const ask = (
    method: string,
    path: string,
    body?: object | string,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    return told(`${url}/v1/branches/${branch}${path}`, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    })
  }
  return {
    get: (path, headers) => ask("GET", path, undefined, headers),
    post: (path, body, headers) => ask("POST", path, body, headers),
    put: (path, body) => ask("PUT", path, body),
    async take(serviceId, more = {}) {
      const { status, text, body } = await ask("POST", "/tickets", { serviceId, ...more })
      if (status !== 201) throw new Error(`No ticket: ${text}`)
      return body as TicketTaken
    },
  }
}

/** One request, with everything that came back. */
export async function told(url: string, request: RequestInit = {}): Promise<Told> {
  const answer = await fetch(url, request)
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, text, body: parsed(text) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
