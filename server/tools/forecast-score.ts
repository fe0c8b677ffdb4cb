import { parseArgs } from "node:util"
import { learnForecast } from "../forecast/learn-forecast.ts"
import { type WaitQuantiles, quantilesOf } from "../forecast/learned-quantiles.ts"
import { coldQuantiles } from "../rules/views/wait-forecast.ts"
import { BadInput, runTool } from "../bad-input.ts"
import { type Recorded, readBankDays } from "./bank-day.ts"
import { type Foreseen, scoresOf } from "./forecast-scores.ts"
import { namedNumbers } from "./named-numbers.ts"
import { type HeadStarts, type Look, watchBank } from "./watch-bank.ts"

const usage = `pnpm forecast-score --history FILE.csv[.gz] --test FILE.csv[.gz] [--exclude SERVICE]
  [--head-start CLASS=SECONDS,...] [--service-seconds N]

Learns the waits of the history alone, walks through the test's days in the order of time, and says how good the forecast was
that each customer would have been given on beginning to wait.

  --exclude          a service whose customers have counters of their own; several with a comma
  --head-start       the branch's head starts, for the rank in line; without, it is by arrival
  --service-seconds  how long a service is expected to take while nothing is learned; 180 if left out
`

await runTool(() => Promise.resolve(forecastScore(process.argv.slice(2))))

function forecastScore(given: readonly string[]): string {
  const options = optionsOf(given)
  const without = (path: string) =>
    readBankDays(path).filter(({ serviceId }) => !options.exclude.has(serviceId))
  const history = without(options.history)
  const test = without(options.test)
  const { historyLooks, testLooks } = looksOf(history, test, options.headStarts)
  const learned = learnForecast({
    observations: historyLooks.flatMap(({ customer, situation, seconds }) =>
      customer.served ? [{ situation, wait: seconds }] : [],
    ),
    services: history.flatMap(({ serviceId, served }) =>
      served ? [{ serviceId, seconds: served.seconds }] : [],
    ),
    through: null,
  })
  const foreseen = testLooks
    .filter(({ isFirst, customer }) => isFirst && customer.served)
    .map((look): Foreseen => ({
      class: look.customer.class,
      wait: look.seconds,
      lastToStart: look.lastToStart,
      quantiles: learned ? quantilesOf(learned, look.situation) : cold(look, options.serviceSeconds),
    }))
  if (foreseen.length === 0) throw new BadInput(`${options.test}: nobody in it waited and was served.`)
  const answer = { ...scoresOf(foreseen), trainedOn: learned?.trainedOn ?? 0, coldStart: learned === null }
  return `${JSON.stringify(answer, null, 2)}\n`
}

/**
 * Days that follow the history are walked through with what the history's last hours left behind, as a branch would; others begin with an
 * empty bank.
 */
function looksOf(history: readonly Recorded[], test: readonly Recorded[], headStarts: HeadStarts) {
  const begins = test.reduce((first, { leftAt }) => Math.min(first, leftAt), Infinity)
  const follows = history.every(({ leftAt }) => leftAt < begins)
  if (!follows) {
    return { historyLooks: watchBank(history, headStarts), testLooks: watchBank(test, headStarts) }
  }
  const isTest = new Set(test)
  const looks = watchBank([...history, ...test], headStarts)
  return {
    historyLooks: looks.filter(({ customer }) => !isTest.has(customer)),
    testLooks: looks.filter(({ customer }) => isTest.has(customer)),
  }
}

function cold({ situation }: Look, serviceSeconds: number): WaitQuantiles {
  const { ahead, countersAble, busyAble } = situation
  const isOpen = countersAble > 0
  return coldQuantiles(ahead, {
    counterCount: Math.max(1, countersAble),
    // Who begins to wait in such a log is there because no counter was free, whatever it looks like.
    idleCount: isOpen ? Math.min(ahead, countersAble - busyAble) : 0,
    meanServiceMs: 1000 * serviceSeconds,
  })
}

function optionsOf(given: readonly string[]) {
  const { history, test, exclude, ...others } = wordsOf(given)
  if (history === undefined || test === undefined) throw new BadInput(usage)
  const serviceSeconds = Number(others["service-seconds"] ?? 180)
  if (!(serviceSeconds > 0)) throw new BadInput("--service-seconds should be a number above zero.")
  return {
    history,
    test,
    serviceSeconds,
    exclude: new Set(exclude === undefined ? [] : exclude.split(",")),
    headStarts: headStartsOf(others["head-start"]),
  }
}

function wordsOf(given: readonly string[]) {
  try {
    const text = { type: "string" } as const
    return parseArgs({
      args: [...given],
      options: { history: text, test: text, exclude: text, "head-start": text, "service-seconds": text },
    }).values
  } catch (error) {
    throw new BadInput(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}

function headStartsOf(text: string | undefined): HeadStarts {
  const seconds = namedNumbers("--head-start", text)
  return new Map([...seconds].map(([name, start]) => [name, 1000 * start]))
}
