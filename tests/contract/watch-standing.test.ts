import { describe, expect, it } from "vitest"
import { shiftAt } from "../../display/src/well/burn-in.ts"
import { filesOf, runningBuild } from "../../packages/client/newer-build.ts"
import { STOOD_MS, UNDRAWN_MS, watchStanding } from "../../display/src/well/watch-standing.ts"

describe("a display that is watched", () => {
  it("runs on as long as it looks and is drawn", () => {
    const screen = aScreen()
    screen.run(300)
    expect(screen.stood()).toBe(0)
  })

  it("is found to have stood still when nothing ran for long", () => {
    const screen = aScreen()
    screen.run(5)
    screen.standStill(STOOD_MS + 1)
    screen.run(1)
    expect(screen.stood()).toBe(1)
  })

  it("is found to have stood still when timers run and nothing is drawn", () => {
    const screen = aScreen()
    screen.run(5)
    screen.draws(false)
    screen.run(UNDRAWN_MS / 1_000)
    expect(screen.stood()).toBe(0)
    screen.run(2)
    expect(screen.stood()).toBe(1)
  })

  it("is left alone while nobody sees it, and when it is seen again", () => {
    const screen = aScreen()
    screen.run(5)
    screen.isVisible(false)
    screen.draws(false)
    screen.standStill(600_000)
    screen.run(30)
    screen.isVisible(true)
    screen.draws(true)
    screen.standStill(60_000)
    screen.run(30)
    expect(screen.stood()).toBe(0)
  })
})

describe("a build", () => {
  const html =
    '<script src="/display/assets/index-Ab_1-.js"></script><link href="/display/assets/style-2.css">'

  it("is known by the files that its page names", () => {
    expect(filesOf(html)).toEqual(["index-Ab_1-.js", "style-2.css"])
    expect(runningBuild(html)).toBe("index-Ab_1-.js")
    expect(runningBuild("")).toBeUndefined()
  })
})

describe("the picture", () => {
  it("moves by a few pixels in half an hour, and comes back", () => {
    const places = Array.from({ length: 32 }, (_, minute) => shiftAt(minute * 60_000))
    expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBeGreaterThan(8)
    for (const { x, y } of places) expect(Math.hypot(x, y)).toBeLessThan(8)
    expect(shiftAt(32 * 60_000)).toEqual(shiftAt(0))
  })
})

function aScreen() {
  let now = 0
  let isVisible = true
  let isDrawing = true
  let stood = 0
  const looks: (() => void)[] = []
  watchStanding({
    now: () => now,
    isVisible: () => isVisible,
    each: (run) => looks.push(run),
    nextFrame: (run) => {
      if (isDrawing) run()
      else waiting.push(run)
    },
    stood: () => (stood += 1),
  })
  const waiting: (() => void)[] = []
  return {
    run(seconds: number) {
      for (let n = 0; n < seconds; n++) {
        now += 1_000
        for (const look of looks) look()
      }
    },
    standStill: (ms: number) => (now += ms),
    draws(is: boolean) {
      isDrawing = is
      if (is) for (const run of waiting.splice(0)) run()
    },
    isVisible: (is: boolean) => (isVisible = is),
    stood: () => stood,
  }
}
