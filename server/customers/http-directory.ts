import { z } from "zod"
import { type CustomerDirectory, type Looked, directoryPatienceMs } from "./customer-directory.ts"

/** An answer is a few words; what is longer is none. */
const largestAnswer = 4 * 1024

/** `segment` is null, or the status 404, for a customer whom the bank does not know. Other fields are left alone. */
const Answer = z.object({ segment: z.enum(["regular", "priority"]).nullable() })

/** The bank's own end point: POST `{ "identifier": … }`, as typed or scanned. Asked once, for there is no time to ask twice. */
export function httpDirectory({ url, token }: { url: string; token: string | null }): CustomerDirectory {
  const headers = {
    "content-type": "application/json",
    accept: "application/json",
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  }
  return {
    kind: "http",
    async lookUp(identifier) {
      // One clock for the connection, the headers and the body: a directory that drips its answer is late as well.
      const signal = AbortSignal.timeout(directoryPatienceMs)
      try {
        const body = JSON.stringify({ identifier })
        // The bank's answer, or none: an identifier follows no redirect to somebody else.
        const answer = await fetch(url, { method: "POST", headers, body, signal, redirect: "error" })
        return await readAnswer(answer)
      } catch {
        return { failed: signal.aborted ? "timeout" : "unreachable" }
      }
    },
  }
}

async function readAnswer(answer: Response): Promise<Looked> {
  if (answer.status !== 200) {
    await answer.body?.cancel()
    return answer.status === 404 ? "other" : { failed: "status" }
  }
  const text = await readText(answer)
  const checked = Answer.safeParse(text === null ? null : parsed(text))
  if (!checked.success) return { failed: "nonsense" }
  return checked.data.segment === "priority" ? "priority" : "other"
}

/** Null when it is longer than an answer is. */
async function readText({ body }: Response): Promise<string | null> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of body ?? []) {
    size += part.length
    // Leaving the loop hangs up.
    if (size > largestAnswer) return null
    parts.push(part)
  }
  return Buffer.concat(parts).toString("utf8")
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
