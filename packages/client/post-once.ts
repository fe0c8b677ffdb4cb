export interface Answered {
  readonly status: number
  readonly body: unknown
}

const answerWithinMs = 8_000

/** Asks once, as nobody in particular. Null when no answer came, or only a gateway's. */
export const postOnce = async (path: string, body: object): Promise<Answered | null> => {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(answerWithinMs),
    })
    if (answer.status >= 500) return null
    return { status: answer.status, body: await answer.json() }
  } catch {
    return null
  }
}

/** A problem's name, or null for anything else. */
export const codeOf = ({ body }: Answered): string | null =>
  typeof body === "object" && body !== null && "code" in body && typeof body.code === "string"
    ? body.code
    : null
