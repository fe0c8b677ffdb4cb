import { type StaffingAdvice, StaffingAdvice as Answer } from "@giliran/contract/advice"
import type { Instant } from "@giliran/contract/basics"
import { expect, test } from "vitest"
import { staffingAdvice } from "../../server/simulator/staffing-advice.ts"
import { type Step, at, given } from "../support/given.ts"
import { counterOpened, counterPaused, ticketTaken } from "../support/happenings.ts"
import { planOf } from "../support/plan-of.ts"

const plan = planOf({ services: { a: "A", b: "B" }, counters: { 1: ["a"], 2: ["a"], 3: ["a"], 4: ["b"] } })

/** One counter for 24 customers of five minutes each, who came a minute apart; it is 08:24. */
const rush: readonly Step[] = Array.from({ length: 24 }, (_, index) => [
  at(`08:${String(index).padStart(2, "0")}`),
  ticketTaken(`A${index + 1}`),
]).flat()

function adviceOf(...steps: readonly Step[]) {
  const story = given(plan, ...steps)
  const now = (story.day.lastAt + 60_000) as Instant
  const making = staffingAdvice(story.day, now)
  let longestMs = 0
  for (;;) {
    const startedAt = performance.now()
    const step = making.next()
    longestMs = Math.max(longestMs, performance.now() - startedAt)
    if (step.done)
      return { answer: Answer.parse({ ...step.value, since: null }) satisfies StaffingAdvice, longestMs }
  }
}

test("ADVICE-1: says which counter to open, what it changes at the next half hour, and how sure that is", () => {
  const { answer } = adviceOf(counterOpened("1"), ...rush)
  expect(answer.advice).toMatchObject({ act: "open", counterId: "2" })
  const { without, with: withIt, falls, words } = answer.advice ?? never()
  // At 09:00 one counter has served about 7 of the first 24, two about 14: the next came at 08:07 or 08:14.
  expect(without.mean / 60).toBeGreaterThan(47)
  expect(without.mean / 60).toBeLessThan(57)
  expect(falls.mean / 60).toBeGreaterThan(5)
  expect(falls.mean / 60).toBeLessThan(11)
  expect(withIt.p10).toBeLessThan(withIt.mean)
  expect(withIt.p90).toBeGreaterThan(withIt.mean)
  expect(words.en).toMatch(
    /^Open counter 2 now: the longest regular wait at 09:00 falls from \d+ to \d+ min \(\d+–\d+\)\.$/,
  )
  expect(words.id).toMatch(/^Buka loket 2 sekarang: .* pukul 09\.00 turun dari \d+ menjadi \d+ menit/)
})

test("the same moment gets the same advice", () => {
  expect(adviceOf(counterOpened("1"), ...rush).answer).toEqual(adviceOf(counterOpened("1"), ...rush).answer)
})

test("a counter in a pause is to be resumed", () => {
  const paused = [counterOpened("1"), counterOpened("2"), counterPaused("2")]
  expect(adviceOf(...paused, ...rush).answer.advice).toMatchObject({ act: "resume", counterId: "2" })
})

test("ADVICE-2: nothing is said when nobody waits long, nobody is left to open, or the counter would not help", () => {
  expect(adviceOf(counterOpened("1")).answer.advice).toBeNull()
  expect(adviceOf(counterOpened("1"), ticketTaken("A1")).answer.advice).toBeNull()
  const all = ["1", "2", "3", "4"].map((id) => counterOpened(id))
  expect(adviceOf(...all, ...rush).answer.advice).toBeNull()
  const others = ["1", "2", "3"].map((id) => counterOpened(id))
  expect(adviceOf(...others, ...rush).answer.advice, "counter 4 serves another service").toBeNull()
})

test("no piece of the work is long", () => {
  // Of several, the quietest: the machine's other work is not the advice's.
  const longest = Array.from({ length: 5 }, () => adviceOf(counterOpened("1"), ...rush).longestMs)
  expect(Math.min(...longest)).toBeLessThan(20)
})

function never(): never {
  throw new Error("There is no advice")
}
