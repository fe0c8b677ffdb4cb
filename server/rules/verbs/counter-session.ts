import type { Instant } from "@giliran/contract/basics"
import type { Command } from "@giliran/contract/commands"
import { hasCounter } from "../day/at-counter.ts"
import { type BranchDay, counterOf } from "../day/branch-day.ts"
import type { Decision } from "../day/decision.ts"
import type { CounterClosed, CounterOpened, CounterPaused, CounterResumed } from "../day/events.ts"
import { setCounter } from "../day/queues.ts"
import { releasing, tellerCounter } from "./transfer-ticket.ts"

/** COUNTER-1 … COUNTER-3: one teller a counter and one counter a teller; a second person or screen takes over knowingly. */
export function openCounter(
  day: BranchDay,
  command: Command & { type: "open-counter" },
  now: Instant,
): Decision {
  const { counterId, teller, takeOver } = command
  const screenId = command.screenId ?? null
  if (!hasCounter(day, counterId)) return { refused: "unknown-counter", counterId }
  const elsewhere = tellerCounter(day, teller.id)
  if (elsewhere !== null && elsewhere !== counterId)
    return { refused: "teller-at-other-counter", counterId: elsewhere }
  const { state } = counterOf(day, counterId)
  const opened: CounterOpened = { type: "counter-opened", at: now, counterId, teller, screenId }
  if (state.status === "closed") return [opened]
  const isSameHolder = state.teller.id === teller.id && state.screenId === screenId
  if (!isSameHolder && !takeOver) return { refused: "counter-held", teller: state.teller }
  if (state.teller.id === teller.id) return isSameHolder ? [] : [opened]
  return [...releasing(day, "teller", state.teller.id, now), opened]
}

/** COUNTER-3: a ticket in hand, and those parked here, stay; a teller's session goes on, paused or not, on the new screen. */
export function counterOpened(day: BranchDay, { counterId, teller, screenId, at }: CounterOpened): BranchDay {
  const counter = counterOf(day, counterId)
  const { state } = counter
  if (state.status !== "closed" && state.teller.id === teller.id)
    return setCounter(day, counterId, { ...counter, state: { ...state, screenId } })
  return setCounter(day, counterId, { ...counter, state: { status: "open", teller, screenId, openedAt: at } })
}

/** COUNTER-4: a pause has a reason of the plan, and begins with empty hands. */
export function pauseCounter(
  day: BranchDay,
  command: Command & { type: "pause-counter" },
  now: Instant,
): Decision {
  const { counterId, reason } = command
  if (!hasCounter(day, counterId)) return { refused: "unknown-counter", counterId }
  const { state, inHand } = counterOf(day, counterId)
  if (state.status === "closed") return { refused: "counter-closed" }
  if (state.status === "paused") return { refused: "counter-paused" }
  if (inHand !== null) return { refused: "counter-busy" }
  if (!day.plan.pauseReasons.some(({ id }) => id === reason)) return { refused: "unknown-pause-reason" }
  return [{ type: "counter-paused", at: now, counterId, reason }]
}

export function counterPaused(day: BranchDay, { counterId, at, reason }: CounterPaused): BranchDay {
  const counter = counterOf(day, counterId)
  if (counter.state.status !== "open")
    throw new Error(`Counter ${counterId} is ${counter.state.status}, not open`)
  return setCounter(day, counterId, {
    ...counter,
    state: { ...counter.state, status: "paused", pausedAt: at, reason },
  })
}

export function resumeCounter(
  day: BranchDay,
  { counterId }: Command & { type: "resume-counter" },
  now: Instant,
): Decision {
  if (!hasCounter(day, counterId)) return { refused: "unknown-counter", counterId }
  const { state } = counterOf(day, counterId)
  if (state.status === "closed") return { refused: "counter-closed" }
  if (state.status !== "paused") return { refused: "counter-not-paused" }
  return [{ type: "counter-resumed", at: now, counterId }]
}

export function counterResumed(day: BranchDay, { counterId }: CounterResumed): BranchDay {
  const counter = counterOf(day, counterId)
  if (counter.state.status !== "paused")
    throw new Error(`Counter ${counterId} is ${counter.state.status}, not paused`)
  const { pausedAt: _pausedAt, reason: _reason, ...state } = counter.state
  return setCounter(day, counterId, { ...counter, state: { ...state, status: "open" } })
}

/** COUNTER-5: not with a customer in hand; what was sent here in person waits for its service again. */
export function closeCounter(
  day: BranchDay,
  { counterId }: Command & { type: "close-counter" },
  now: Instant,
): Decision {
  if (!hasCounter(day, counterId)) return { refused: "unknown-counter", counterId }
  const { state, inHand } = counterOf(day, counterId)
  if (state.status === "closed") return { refused: "counter-closed" }
  if (inHand !== null) return { refused: "counter-busy" }
  return [
    ...releasing(day, "counter", counterId, now),
    ...releasing(day, "teller", state.teller.id, now),
    { type: "counter-closed", at: now, counterId },
  ]
}

export function counterClosed(day: BranchDay, { counterId }: CounterClosed): BranchDay {
  return setCounter(day, counterId, { ...counterOf(day, counterId), state: { status: "closed" } })
}
