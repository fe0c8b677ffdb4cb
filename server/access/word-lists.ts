import { once } from "node:events"
import { Worker } from "node:worker_threads"

/** Whether any of these is on the lists of common and breached passwords, common words and names. */
export async function isOnLists(candidates: readonly string[]): Promise<boolean> {
  const told = await askLists({ candidates })
  return "isThere" in told && told.isThere
}

/** A word for each of these 32 random bits: easily typed, hardly mistaken, none of them rude. */
export async function wordsFor(draws: readonly number[]): Promise<readonly string[]> {
  const told = await askLists({ draws })
  return "words" in told ? told.words : []
}

export type AskedOfLists = { readonly candidates: readonly string[] } | { readonly draws: readonly number[] }

export type ToldByLists = { readonly isThere: boolean } | { readonly words: readonly string[] }

let last: Promise<unknown> = Promise.resolve()

/** One at a time, on a thread that ends with the answer: the lists are needed a few times a month and would take 27 MB. */
function askLists(asked: AskedOfLists): Promise<ToldByLists> {
  const turn = last.then(
    () => ask(asked),
    () => ask(asked),
  )
  last = turn.catch(() => {})
  return turn
}

const patienceMs = 10_000

async function ask(asked: AskedOfLists): Promise<ToldByLists> {
  const worker = new Worker(new URL("./word-lists-worker.ts", import.meta.url))
  try {
    const answer = once(worker, "message", { signal: AbortSignal.timeout(patienceMs) })
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to a thread, not to a window
    worker.postMessage(asked)
    const [told] = (await answer) as [ToldByLists]
    return told
  } finally {
    await worker.terminate()
  }
}
