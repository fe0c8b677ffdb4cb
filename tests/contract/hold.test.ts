import { CounterState } from "@giliran/contract/counter-view"
import { describe, expect, it } from "vitest"
import { holdOf } from "../../counter/src/hold.ts"

const me = { screenId: "screen-of-sari", tellerId: "sari" }

describe("who holds the counter", () => {
  it.each([
    ["nobody", { status: "closed" }],
    ["me", held("sari", "screen-of-sari")],
    ["my-other-screen", held("sari", "another-screen")],
    ["somebody-else", held("budi", "screen-of-budi")],
    // Opened by a script: nobody's screen, so nobody may slip in beside it.
    ["my-other-screen", held("sari", null)],
  ])("is %s", (by, state) => {
    expect(holdOf(CounterState.parse(state), me).by).toBe(by)
  })

  it("stays mine while I pause", () => {
    const paused = { ...held("sari", "screen-of-sari"), status: "paused", pausedAt: 1, reason: "break" }
    expect(holdOf(CounterState.parse(paused), me).by).toBe("me")
  })
})

function held(tellerId: string, screenId: string | null) {
  return { status: "open", teller: { id: tellerId, name: tellerId }, screenId, openedAt: 0 }
}
