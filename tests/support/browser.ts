import { sessionCookie } from "../../server/access/callers.ts"
import { told, type Told } from "./caller.ts"

/** A browser with its cookie jar, as far as this server sees it: it says where its requests come from, and keeps the cookie it is given. */
export interface Browser {
  ask(
    method: string,
    path: string,
    body?: object | string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Told>
  get(path: string): Promise<Told>
  post(path: string, body?: object | string): Promise<Told>
  /** What it would send along now; null when it has none. */
  token(): string | null
  /** Another one with the same cookie: stolen, or of before. */
  copy(): Browser
}

export function browserOf(url: string, cookie: string | null = null): Browser {
  let token = cookie
  const ask: Browser["ask"] = async (method, path, body, headers = {}) => {
    const answer = await told(`${url}${path}`, {
      method,
      headers: {
        "accept-language": "en",
        ...(method === "GET" ? {} : { origin: new URL(url).origin, "sec-fetch-site": "same-origin" }),
        ...(token === null ? {} : { cookie: `${sessionCookie}=${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      redirect: "manual",
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    })
    for (const line of answer.headers.getSetCookie()) {
      const value = new RegExp(`^${sessionCookie}=([^;]*)`).exec(line)?.[1]
      if (value !== undefined) token = value === "" ? null : value
    }
    return answer
  }
  return {
    ask,
    get: (path) => ask("GET", path),
    post: (path, body = {}) => ask("POST", path, body),
    token: () => token,
    copy: () => browserOf(url, token),
  }
}
