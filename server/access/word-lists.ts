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

const patienceMs = 10_000
/** A branch's staff is set up one after the other: the thread that was just started serves the next one too. */
const lingerMs = 3_000

let last: Promise<unknown> = Promise.resolve()
let awake: { readonly worker: Worker; readonly bedtime: NodeJS.Timeout } | null = null

/** One at a time, on a thread that ends soon after: the lists are needed a few times a month and would take 27 MB. */
function askLists(asked: AskedOfLists): Promise<ToldByLists> {
  const turn = last.then(
    () => ask(asked),
    () => ask(asked),
  )
  last = turn.catch(() => {})
  return turn
}

async function ask(asked: AskedOfLists): Promise<ToldByLists> {
  const worker = awoken()
  try {
    const answer = once(worker, "message", { signal: AbortSignal.timeout(patienceMs) })
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to a thread, not to a window
    worker.postMessage(asked)
    const [told] = (await answer) as [ToldByLists]
    awake = { worker, bedtime: setTimeout(() => void end(worker), lingerMs).unref() }
    return told
  } catch (error) {
    await end(worker)
    throw error
  }
}

function awoken(): Worker {
  if (awake) {
    clearTimeout(awake.bedtime)
    return awake.worker
  }
  const worker = new Worker(new URL("./word-lists-worker.ts", import.meta.url))
  // The server may end while it lingers.
  worker.unref()
  return worker
}

async function end(worker: Worker): Promise<void> {
  if (awake?.worker === worker) awake = null
  await worker.terminate()
}
