import type { Instant } from "@giliran/contract/basics"
import type { Problem, ProblemCode } from "@giliran/contract/refusals"
import { type Credentials, headersOf } from "./credentials.ts"
import { inLanguage, sharedPhrases } from "./phrases.ts"
import { acceptLanguage, type ScreenLanguage } from "./spoken-languages.ts"

/** A problem as the server told it, or `unreachable`: no answer came. `detail` is fit for a customer's eyes. */
export type SendProblem = Omit<Problem, "code"> & { readonly code: ProblemCode | "unreachable" }

export type Sent<Answer> =
  | { readonly ok: true; readonly body: Answer }
  | { readonly ok: false; readonly problem: SendProblem }

export type Method = "GET" | "POST" | "PUT" | "DELETE"

/**
 * One request of this screen's to the server. Every POST carries an `Idempotency-Key`, and the same POST while the first is on its way
 * is the first: a double tap is one tap.
 */
export type Ask = <Answer>(method: Method, path: string, body?: object) => Promise<Sent<Answer>>

export interface ApiClientOptions {
  /** Asked at each request: a token may have been renewed. */
  readonly credentials: () => Credentials
  /** The language of problems, asked at each request. */
  readonly language: () => ScreenLanguage
  /**
   * `until-answered`: a lost answer is asked for again, a few times. `once`: a person looks at the answer and tries again by hand, or
   * whoever asks has a pace of its own; nothing of the request is remembered.
   */
  readonly tries: "until-answered" | "once"
  readonly answerWithinMs?: number
  /** The server did not know whoever asked. */
  readonly onNotSignedIn?: () => void
  /** Told the server's time with each answer. */
  readonly heard?: (at: Instant) => void
}

const pausesMs = [300, 900, 2_000]
const usualAnswerMs = 8_000
/**
 * A command whose answer never came may still have been obeyed. For this long the same command keeps its key, so that
 * the next touch gets that answer instead of a second ticket.
 */
const keepKeyMs = 60_000

/** How every screen speaks to the server: with its token, or with the cookie of whoever is signed in, which goes along by itself. */
export const createApiClient = (options: ApiClientOptions): Ask => {
  const underway = new Map<string, Promise<Sent<unknown>>>()
  const unanswered = new Map<string, { readonly key: string; readonly until: number }>()

  const keyOf = (command: string): string => {
    const kept = unanswered.get(command)
    unanswered.delete(command)
    return kept !== undefined && kept.until > performance.now() ? kept.key : newKey()
  }

  const deliver = async (request: Request, command: string | null): Promise<Sent<unknown>> => {
    const key = command === null ? null : keyOf(command)
    const sent = await sendUntilAnswered({ ...request, key }, options)
    if (!sent.ok && sent.problem.code === "not-signed-in") options.onNotSignedIn?.()
    const isLost = !sent.ok && sent.problem.code === "unreachable"
    if (isLost && command !== null && key !== null && options.tries === "until-answered")
      unanswered.set(command, { key, until: performance.now() + keepKeyMs })
    return sent
  }

  return <Answer>(method: Method, path: string, body?: object) => {
    const request = { method, path, body }
    if (method !== "POST") return deliver(request, null) as Promise<Sent<Answer>>
    const command = `${path} ${JSON.stringify(body)}`
    const first = underway.get(command)
    if (first !== undefined) return first as Promise<Sent<Answer>>
    const delivery = deliver(request, command).finally(() => underway.delete(command))
    underway.set(command, delivery)
    return delivery as Promise<Sent<Answer>>
  }
}

interface Request {
  readonly method: Method
  readonly path: string
  readonly body: object | undefined
}

interface KeyedRequest extends Request {
  /** Null of what changes nothing, or changes it to the same end however often. */
  readonly key: string | null
}

/** With the same key each time, so that nothing is done twice; then it is `unreachable`. */
const sendUntilAnswered = async (
  request: KeyedRequest,
  options: ApiClientOptions,
): Promise<Sent<unknown>> => {
  for (const pauseMs of options.tries === "once" ? [null] : [...pausesMs, null]) {
    const answer = await sendOnce(request, options)
    if (answer !== null) return answer
    if (pauseMs !== null) await new Promise((resume) => setTimeout(resume, pauseMs))
  }
  return { ok: false, problem: unreachable(options.language()) }
}

/** Null when no answer came, or only a gateway's. */
const sendOnce = async (
  { method, path, body, key }: KeyedRequest,
  { credentials, language, heard, answerWithinMs = usualAnswerMs }: ApiClientOptions,
): Promise<Sent<unknown> | null> => {
  try {
    const answer = await fetch(path, {
      method,
      headers: {
        "Accept-Language": acceptLanguage(language()),
        ...headersOf(credentials()),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(key === null ? {} : { "Idempotency-Key": key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(answerWithinMs),
    })
    if (answer.status === 502 || answer.status === 504) return null
    heard?.(serverTimeOf(answer))
    if (answer.status === 204) return { ok: true, body: {} }
    const told: unknown = await answer.json()
    return answer.ok ? { ok: true, body: told } : { ok: false, problem: told as Problem }
  } catch {
    return null
  }
}

/** To the second, which is enough for "a minute left". */
const serverTimeOf = (answer: Response): Instant => {
  const said = Date.parse(answer.headers.get("date") ?? "")
  return (Number.isNaN(said) ? Date.now() : said) as Instant
}

/** 128 random bits. `crypto.randomUUID` exists only on https and loopback; a branch's LAN is neither. */
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  )

const unreachable = (language: ScreenLanguage): SendProblem => {
  const t = inLanguage(sharedPhrases, language)
  return {
    type: "about:blank",
    title: t.unreachable,
    status: 0,
    code: "unreachable",
    detail: t.unreachableLine,
  }
}

/** The server's own trouble, or none was reached: it may go better by itself. */
export const isServerAway = ({ status }: SendProblem): boolean => status === 0 || status >= 500
