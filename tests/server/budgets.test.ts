import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { attempt, budgetOf, networkOf } from "../../server/access/budgets.ts"

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe("a budget", () => {
  test("may be used up at once, is full again when its time is over, and is everybody's own", async () => {
    const budget = budgetOf({ times: 2, seconds: 60 })
    expect([await budget.spend("a"), await budget.spend("a")]).toEqual([0, 0])
    vi.advanceTimersByTime(20_000)
    expect(await budget.spend("a")).toBe(40_000)
    expect(await budget.spend("b")).toBe(0)
    vi.advanceTimersByTime(40_001)
    expect(await budget.spend("a")).toBe(0)
  })

  test("of two times holds both; what one refuses counts in neither", async () => {
    const budget = budgetOf({ times: 2, seconds: 60 }, { times: 3, seconds: 3_600 })
    for (const expected of [0, 0, 60_000, 60_000]) expect(await budget.spend("a")).toBe(expected)
    vi.advanceTimersByTime(60_001)
    expect(await budget.spend("a")).toBe(0)
    expect(await budget.spend("a")).toBe(3_539_999)
    vi.advanceTimersByTime(60_001)
    expect(await budget.spend("a")).toBe(3_479_998)
  })

  test("gives nothing back to a time that is over", async () => {
    const budget = budgetOf({ times: 1, seconds: 60 })
    await budget.spend("a")
    vi.advanceTimersByTime(60_001)
    await budget.giveBack("a")
    expect([await budget.spend("a"), await budget.spend("a")]).toEqual([0, 60_000])
  })
})

describe("failed attempts", () => {
  test("count for the branch too, whoever made them; one that is refused counts for nobody", async () => {
    const fail = limits()
    for (const who of ["kiosk", "other", "kiosk"]) expect(await fail(who)).not.toHaveProperty("retryAfterMs")
    expect(await fail("other")).toEqual({ retryAfterMs: 60_000 })
    expect(await fail("kiosk")).toEqual({ retryAfterMs: 60_000 })
    vi.advanceTimersByTime(60_001)
    expect(await fail("other")).not.toHaveProperty("retryAfterMs")
    expect(await fail("other")).not.toHaveProperty("retryAfterMs")
    expect(await fail("other")).toHaveProperty("retryAfterMs")
  })

  test("count no more when they are forgiven; a hundred at once are no way around", async () => {
    const fail = limits()
    for (let n = 0; n < 5; n++) {
      const failed = await fail("kiosk")
      if ("retryAfterMs" in failed) throw new Error("A success was counted")
      await failed.forgive()
    }
    const many = await Promise.all(Array.from({ length: 100 }, () => fail("kiosk")))
    expect(many.filter((one) => !("retryAfterMs" in one))).toHaveLength(2)
  })
})

test.each([
  ["192.0.2.7", "192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:DB8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
])("%s counts as %s", (address, network) => {
  expect(networkOf(address)).toBe(network)
})

/** Two a minute of each, three of all. */
function limits() {
  const callers = budgetOf({ times: 2, seconds: 60 })
  const branches = budgetOf({ times: 3, seconds: 60 })
  return (who: string) => attempt({ budget: callers, who }, { budget: branches, who: "branch" })
}
