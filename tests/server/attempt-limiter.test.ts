import { describe, expect, test } from "vitest"
import { attemptLimiter } from "../../server/customers/attempt-limiter.ts"

const kiosk = { key: "kiosk", atMost: 2 }
const branch = { key: "branch", atMost: 3 }
const other = { key: "other", atMost: 2 }

function limiterAt(start = 0) {
  let now = start
  const limiter = attemptLimiter(() => now)
  return {
    fail: (...limits: (typeof kiosk)[]) => limiter.begin(limits),
    at: (moment: number) => (now = moment),
  }
}

describe("failed attempts", () => {
  test("are counted for a minute each, and then forgotten", () => {
    const { fail, at } = limiterAt()
    expect(fail(kiosk)).not.toHaveProperty("retryAfterMs")
    at(20_000)
    expect(fail(kiosk)).not.toHaveProperty("retryAfterMs")
    at(30_000)
    expect(fail(kiosk)).toEqual({ retryAfterMs: 30_000 })
    at(60_001)
    expect(fail(kiosk)).not.toHaveProperty("retryAfterMs")
    expect(fail(kiosk)).toEqual({ retryAfterMs: 19_999 })
  })

  test("count for the branch too, whoever made them; one that is refused counts for nobody", () => {
    const { fail } = limiterAt()
    for (const one of [kiosk, other, kiosk]) expect(fail(one, branch)).not.toHaveProperty("retryAfterMs")
    expect(fail(other, branch)).toEqual({ retryAfterMs: 60_000 })
    expect(fail(other)).not.toHaveProperty("retryAfterMs")
  })

  test("count no more when they are forgiven, each once", () => {
    const { fail } = limiterAt()
    for (let n = 0; n < 5; n++) {
      const attempt = fail(kiosk, branch)
      if ("retryAfterMs" in attempt) throw new Error("A success was counted")
      attempt.forgive()
    }
    fail(kiosk)
    fail(kiosk)
    expect(fail(kiosk)).toHaveProperty("retryAfterMs")
  })
})
