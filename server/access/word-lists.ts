import { fork } from "node:child_process"
import { once } from "node:events"

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

/**
 * One at a time, in a process that ends with the answer: the lists are needed a few times a month, and a thread would leave 26 MB
 * with this one.
 */
function askLists(asked: AskedOfLists): Promise<ToldByLists> {
  const turn = last.then(
    () => ask(asked),
    () => ask(asked),
  )
  last = turn.catch(() => {})
  return turn
}

const lists = new URL("./word-lists-process.ts", import.meta.url)
const patienceMs = 15_000

async function ask(asked: AskedOfLists): Promise<ToldByLists> {
  // It needs nothing of what this process was told, no key and no database; Windows starts nothing without its own folder.
  const { SystemRoot } = process.env
  const env = SystemRoot === undefined ? {} : { SystemRoot }
  const child = fork(lists, { env, execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] })
  const failed = Promise.race([
    once(child, "exit").then(() => Promise.reject(new Error("The word lists gave no answer"))),
    once(child, "error").then(([error]: unknown[]) => Promise.reject(error as Error)),
  ])
  failed.catch(() => {})
  try {
    const answer = once(child, "message", { signal: AbortSignal.timeout(patienceMs) })
    child.send(asked)
    const [told] = (await Promise.race([answer, failed])) as [ToldByLists]
    return told
  } finally {
    child.kill()
  }
}
