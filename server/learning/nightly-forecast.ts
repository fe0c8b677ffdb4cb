import { Worker } from "node:worker_threads"
import type { LearnedForecast } from "@giliran/contract/forecast"
import type { Ledger } from "../branch/ledger.ts"
import type { House } from "../house.ts"
import type { Timer } from "../world.ts"
import type { BranchEvent } from "../rules/day/events.ts"
import type { BranchRoom } from "../branch/branch-room.ts"

export type ToWorker = readonly BranchEvent[] | "learn"
export type FromWorker = "next" | { readonly learned: LearnedForecast | null }

/** Eight weeks: what was longer ago was another branch. */
const daysRead = 8 * 7
/** What comes first when a server starts or a day begins is the branch. */
const patienceMs = 60_000
const workerMegabytes = 256

export interface NightlyForecast {
  /** Learns for this branch once on each of its business days. */
  readonly watch: (room: BranchRoom) => void
  readonly close: () => Promise<void>
}

/**
 * FORECAST-7: soon after a business day began, what the days before it teach is learned in the background, one branch at a time, and given to the room like any
 * command. A night on which it fails costs nothing but the newest day's lesson: the branch goes on with what it knew.
 */
export function nightlyForecast(
  { ledger, log, world }: Pick<House, "ledger" | "log" | "world">,
  delayMs = patienceMs,
): NightlyForecast {
  const timers = new Set<Timer>()
  const stopping = new AbortController()
  let work: Promise<void> = Promise.resolve()

  const learnLater = (room: BranchRoom) => {
    const learn = () => {
      timers.delete(timer)
      work = work.then(() => learnOnce(room))
    }
    const timer = world.after(delayMs, learn, { keepsAlive: false })
    timers.add(timer)
  }

  const learnOnce = async (room: BranchRoom) => {
    if (stopping.signal.aborted || room.day.status !== "open" || room.day.hasLearned) return
    try {
      const startedAt = world.elapsedMs()
      const learned = await learnFrom(ledger, room, stopping.signal)
      if (!learned || stopping.signal.aborted) return
      await room.order({ type: "learn-forecast", learned }, "clock")
      const took = Math.round(world.elapsedMs() - startedAt)
      log.info({ branch: room.branchId, waits: learned.trainedOn, took }, "the forecast has learned")
    } catch (error) {
      if (!stopping.signal.aborted)
        log.warn({ err: error, branch: room.branchId }, "the forecast stays as it was for today")
    }
  }

  return {
    watch(room) {
      learnLater(room)
      room.onBelieved(({ events }) => {
        if (events.some(({ type }) => type === "day-opened")) learnLater(room)
      })
    },
    async close() {
      stopping.abort()
      for (const timer of timers) timer.cancel()
      await work
    },
  }
}

/** Null when the past is too short. The day that is open is not read: it teaches when it is closed. */
async function learnFrom(
  ledger: Ledger,
  { branchId, day: { day: today } }: BranchRoom,
  signal: AbortSignal,
): Promise<LearnedForecast | null> {
  let worker: Worker | null = null
  const stop = () => void worker?.terminate()
  signal.addEventListener("abort", stop)
  try {
    for await (const page of ledger.lastDays(branchId, daysRead + 1)) {
      signal.throwIfAborted()
      const past = page.filter(({ day }) => day < today).map(({ event }) => event)
      // A branch on its first day needs no thread.
      if (past.length > 0) await told((worker ??= newWorker()), past)
      if (past.length < page.length) break
    }
    const answer = worker && (await told(worker, "learn"))
    return answer === null || answer === "next" ? null : answer.learned
  } finally {
    signal.removeEventListener("abort", stop)
    await worker?.terminate()
  }
}

function newWorker(): Worker {
  return new Worker(new URL("./forecast-worker.ts", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: workerMegabytes },
  })
}

/** One thing at a time: what is read ahead would only take memory. */
function told(worker: Worker, message: ToWorker): Promise<FromWorker> {
  return new Promise((resolve, reject) => {
    const onEnd = () => reject(new Error("the worker ended"))
    worker.once("error", reject)
    worker.once("exit", onEnd)
    worker.once("message", (answer: FromWorker) => {
      worker.off("error", reject)
      worker.off("exit", onEnd)
      resolve(answer)
    })
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to a thread, not to a window
    worker.postMessage(message)
  })
}
