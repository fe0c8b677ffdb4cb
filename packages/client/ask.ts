import type { Instant } from "@giliran/contract/basics"
import type { Problem } from "@giliran/contract/refusals"
import { acceptLanguage, type ScreenLanguage } from "./spoken-languages.ts"
import { type Sent, unreachable } from "./send.ts"

export type Method = "GET" | "POST" | "PUT" | "DELETE"

/**
 * Asks the server as whoever is signed in at this browser: the session's cookie goes along by itself, and no script can read it.
 * Once and no more: what is done here is not a command of the queue, and a person looks at the answer.
 */
export type Ask = <Answer>(method: Method, path: string, body?: object) => Promise<Sent<Answer>>

export interface AskerOptions {
  /** The language of problems, asked at each request. */
  readonly language: () => ScreenLanguage
  /** Told the server's time with each answer. */
  readonly heard?: (at: Instant) => void
}

const answerWithinMs = 15_000

export const createAsker =
  ({ language, heard }: AskerOptions): Ask =>
  async <Answer>(method: Method, path: string, body?: object): Promise<Sent<Answer>> => {
    try {
      const answer = await fetch(path, {
        method,
        headers: {
          "Accept-Language": acceptLanguage(language()),
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(answerWithinMs),
      })
      heard?.(serverTimeOf(answer))
      if (answer.status === 204) return { ok: true, body: {} as Answer }
      const told: unknown = await answer.json()
      return answer.ok ? { ok: true, body: told as Answer } : { ok: false, problem: told as Problem }
    } catch {
      return { ok: false, problem: unreachable(language()) }
    }
  }

/** To the second, which is enough for "a minute left". */
const serverTimeOf = (answer: Response): Instant => {
  const said = Date.parse(answer.headers.get("date") ?? "")
  return (Number.isNaN(said) ? Date.now() : said) as Instant
}
