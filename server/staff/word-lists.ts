import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { realWorld, type Timer } from "../world.ts"

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

const lists = new URL("./word-lists-process.ts", import.meta.url)
const patienceMs = 15_000
/** A branch's staff is set up one after the other: the process that was just started serves the next one too. */
const lingerMs = 3_000

let last: Promise<unknown> = Promise.resolve()
let awake: { readonly child: ChildProcess; readonly bedtime: Timer } | null = null

/**
 * One at a time, by a process that ends soon after: the lists are needed a few times a month, and a thread would leave 26 MB with
 * this one.
 */
function askLists(asked: AskedOfLists): Promise<ToldByLists> {
  const turn = last.then(
    () => ask(asked),
    () => ask(asked),
  )
  last = turn.catch(() => {})
  return turn
}

async function ask(asked: AskedOfLists): Promise<ToldByLists> {
  const child = awoken()
  const stopped = new AbortController()
  const signal = AbortSignal.any([stopped.signal, AbortSignal.timeout(patienceMs)])
  const fell = () => stopped.abort(new Error("The word lists gave no answer"))
  child.once("exit", fell)
  try {
    const answer = once(child, "message", { signal })
    child.send(asked)
    const [told] = (await answer) as [ToldByLists]
    layDown(child)
    return told
  } catch (error) {
    child.kill()
    throw error
  } finally {
    child.off("exit", fell)
  }
}

function awoken(): ChildProcess {
  const waiting = awake
  awake = null
  waiting?.bedtime.cancel()
  if (waiting?.child.connected) {
    waiting.child.ref()
    waiting.child.channel?.ref()
    return waiting.child
  }
  // It needs nothing of what this process was told, no key and no database; Windows starts nothing without its own folder.
  const { SystemRoot } = process.env
  const env = SystemRoot === undefined ? {} : { SystemRoot }
  const child = fork(lists, { env, execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] })
  // Whoever waits for it hears of an error; between two questions nobody does.
  child.on("error", () => {})
  return child
}

/** It ends when nobody asks any more, and whoever has asked may end before it. */
function layDown(child: ChildProcess): void {
  const goToBed = () => {
    // Whoever asks while it is ending must not be given it.
    awake = null
    child.kill()
  }
  awake = { child, bedtime: realWorld.after(lingerMs, goToBed, { keepsAlive: false }) }
  child.unref()
  child.channel?.unref()
}
