import { type Credentials, headersOf } from "./credentials.ts"
import { inLanguage, sharedPhrases } from "./phrases.ts"
import { acceptLanguage, type ScreenLanguage } from "./spoken-languages.ts"
import type { Problem, ProblemCode } from "@giliran/contract/refusals"

/** A problem as the server told it, or `unreachable`: no answer came. `detail` is fit for a customer's eyes. */
export type SendProblem = Omit<Problem, "code"> & { readonly code: ProblemCode | "unreachable" }

export type Sent<Answer> =
  | { readonly ok: true; readonly body: Answer }
  | { readonly ok: false; readonly problem: SendProblem }

export interface Sender {
  /** Sends a command, `POST path`. The same command while the first is on its way is the first: a double tap is one tap. */
  readonly send: <Answer>(path: string, body: object) => Promise<Sent<Answer>>
  /** Reads what stands there, or takes it away: without a body, and as often as one likes with the same end. */
  readonly ask: <Answer>(method: "GET" | "DELETE", path: string) => Promise<Sent<Answer>>
}

export interface SenderOptions {
  /** Asked at each command: a token may have been renewed. */
  readonly credentials: () => Credentials
  /** The language of refusals, asked at each command. */
  readonly language: () => ScreenLanguage
  /** The server did not know whoever sent it. */
  readonly onNotSignedIn?: () => void
}

const pausesMs = [300, 900, 2_000]
const answerWithinMs = 8_000
/**
 * A command whose answer never came may still have been obeyed. For this long the same command keeps its key, so that
 * the next touch gets that answer instead of a second ticket.
 */
const keepKeyMs = 60_000

export const createSender = ({ credentials, language, onNotSignedIn }: SenderOptions): Sender => {
  const underway = new Map<string, Promise<Sent<unknown>>>()
  const unanswered = new Map<string, { readonly key: string; readonly until: number }>()

  const deliver = async (command: string, path: string, body: object): Promise<Sent<unknown>> => {
    const kept = unanswered.get(command)
    const key = kept !== undefined && kept.until > performance.now() ? kept.key : newKey()
    unanswered.delete(command)
    const sent = await sendUntilAnswered({
      method: "POST",
      path,
      body,
      key,
      credentials,
      language: language(),
    })
    if (!sent.ok && sent.problem.code === "unreachable") {
      unanswered.set(command, { key, until: performance.now() + keepKeyMs })
    }
    if (!sent.ok && sent.problem.code === "not-signed-in") onNotSignedIn?.()
    return sent
  }

  return {
    send: <Answer>(path: string, body: object) => {
      const command = `${path} ${JSON.stringify(body)}`
      const first = underway.get(command)
      if (first !== undefined) return first as Promise<Sent<Answer>>
      const delivery = deliver(command, path, body).finally(() => underway.delete(command))
      underway.set(command, delivery)
      return delivery as Promise<Sent<Answer>>
    },
    ask: <Answer>(method: "GET" | "DELETE", path: string) =>
      sendUntilAnswered({
        method,
        path,
        body: null,
        key: null,
        credentials,
        language: language(),
      }) as Promise<Sent<Answer>>,
  }
}

interface Order {
  readonly method: "POST" | "GET" | "DELETE"
  readonly path: string
  readonly body: object | null
  readonly key: string | null
  readonly credentials: () => Credentials
  readonly language: ScreenLanguage
}

/** A lost answer is asked for again with the same key, so that nothing is done twice; a few times, then it is `unreachable`. */
const sendUntilAnswered = async (order: Order): Promise<Sent<unknown>> => {
  for (const pauseMs of [...pausesMs, null]) {
    const answer = await sendOnce(order)
    if (answer !== null) return answer
    if (pauseMs !== null) await new Promise((resume) => setTimeout(resume, pauseMs))
  }
  return { ok: false, problem: unreachable(order.language) }
}

/** Null when no answer came, or only a gateway's. */
const sendOnce = async ({
  method,
  path,
  body,
  key,
  credentials,
  language,
}: Order): Promise<Sent<unknown> | null> => {
  try {
    const answer = await fetch(path, {
      method,
      headers: {
        "Accept-Language": acceptLanguage(language),
        ...headersOf(credentials()),
        ...(body === null ? {} : { "Content-Type": "application/json" }),
        ...(key === null ? {} : { "Idempotency-Key": key }),
      },
      ...(body === null ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(answerWithinMs),
    })
    if (answer.status === 502 || answer.status === 504) return null
    const told: unknown = await answer.json()
    return answer.ok ? { ok: true, body: told } : { ok: false, problem: told as Problem }
  } catch {
    return null
  }
}

/** 128 random bits. `crypto.randomUUID` exists only on https and loopback; a branch's LAN is neither. */
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  )

export const unreachable = (language: ScreenLanguage): SendProblem => {
  const t = inLanguage(sharedPhrases, language)
  return {
    type: "about:blank",
    title: t.unreachable,
    status: 0,
    code: "unreachable",
    detail: t.unreachableLine,
  }
}
