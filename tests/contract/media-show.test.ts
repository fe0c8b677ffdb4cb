import type { HallMedia } from "@giliran/contract/display-view"
import { describe, expect, it } from "vitest"
import { BROKEN_FOR_MS, createMediaShow } from "../../display/src/media-show.ts"

const picture = (file: string): HallMedia => ({ file, kind: "image", seconds: 12, hasSound: false })
const [a, b, c] = [picture("a.png"), picture("b.png"), picture("c.png")]

describe("what is shown between calls", () => {
  it("goes round, each in turn, also when there is only one", () => {
    const { show, shown } = aShow()
    show.offer([a, b])
    for (let n = 0; n < 4; n++) show.over(turnOf(show))
    expect(shown()).toEqual(["a.png", "b.png", "a.png", "b.png", "a.png"])
    show.offer([a])
    show.over(turnOf(show))
    expect(shown().slice(5)).toEqual(["a.png"])
    expect(turnOf(show)).toBe(6)
  })

  it("goes on undisturbed with each view, and leaves what is no longer shown", () => {
    const { show, shown } = aShow()
    show.offer([a, b, c])
    show.over(turnOf(show))
    show.offer([a, { ...b }, c])
    expect(shown()).toEqual(["a.png", "b.png"])
    show.offer([a, c])
    expect(shown().at(-1)).toBe("a.png")
    show.offer([])
    expect(show.getState().showing).toBeNull()
  })

  it("leaves out what is broken, at once, and tries it again later", () => {
    const { show, shown, pass } = aShow()
    show.offer([a, b, c])
    show.over(turnOf(show))
    show.failed(turnOf(show))
    expect(shown()).toEqual(["a.png", "b.png", "c.png"])
    show.over(turnOf(show))
    show.over(turnOf(show))
    expect(shown().slice(3)).toEqual(["a.png", "c.png"])
    pass(BROKEN_FOR_MS)
    show.over(turnOf(show))
    show.over(turnOf(show))
    expect(shown().slice(5)).toEqual(["a.png", "b.png"])
  })

  it("shows nothing when all is broken, until it may be whole again", () => {
    const { show, pass } = aShow()
    show.offer([a])
    show.failed(turnOf(show))
    expect(show.getState().showing).toBeNull()
    show.offer([a])
    expect(show.getState().showing).toBeNull()
    pass(BROKEN_FOR_MS)
    expect(show.getState().showing?.item).toEqual(a)
  })

  it("hears of each showing once: what comes late is of the one before", () => {
    const { show, shown } = aShow()
    show.offer([a, b, c])
    const first = turnOf(show)
    show.over(first)
    show.over(first)
    show.failed(first)
    expect(shown()).toEqual(["a.png", "b.png"])
  })
})

function turnOf(show: ReturnType<typeof createMediaShow>): number {
  return show.getState().showing?.turn ?? 0
}

function aShow() {
  let now = 0
  const waiting: { readonly at: number; readonly run: () => void }[] = []
  const show = createMediaShow({ now: () => now, later: (run, ms) => waiting.push({ at: now + ms, run }) })
  const files: string[] = []
  show.subscribe(({ showing }) => showing && files.push(showing.item.file))
  return {
    show,
    shown: () => files,
    pass: (ms: number) => {
      now += ms
      for (const { run } of waiting.splice(0).filter(({ at }) => at <= now)) run()
    },
  }
}
