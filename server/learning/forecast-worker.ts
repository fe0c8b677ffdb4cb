import { parentPort } from "node:worker_threads"
import { learnForecast } from "../forecast/learn-forecast.ts"
import { watchDays } from "./watch-days.ts"
import type { FromWorker, ToWorker } from "./nightly-forecast.ts"

/** Learns on a thread of its own: seconds of arithmetic, during which the branch goes on calling. */
const watch = watchDays()

parentPort?.on("message", (message: ToWorker) => answer(message))

function answer(message: ToWorker): void {
  if (message === "learn") return tell({ learned: learnForecast(watch.past()) })
  for (const event of message) watch.see(event)
  tell("next")
}

function tell(words: FromWorker): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to a thread, not to a window
  parentPort?.postMessage(words)
}
