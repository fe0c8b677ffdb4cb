import { describe, expect, it } from "vitest"
import { problemOf } from "../../server/rules/plan/plan-problem.ts"
import { projectDisplay } from "../../server/rules/views/project-views.ts"
import { type Story, at, given } from "../support/given.ts"
import {
  counterOpened,
  servingStarted,
  ticketCalled,
  ticketFinished,
  ticketRecalled,
  ticketTaken,
} from "../support/happenings.ts"
import { planOf, type PlanWords } from "../support/plan-of.ts"

const display = ({ day, now }: Story) => projectDisplay(day, 7, now)
const text = (words: string) => ({ id: words, en: words })
const withHall = (hall: PlanWords["hall"], words: PlanWords = {}) =>
  planOf({ ...words, ...(hall && { hall }) })

describe("a display's counters", () => {
  it("tell who is called or served where, and how often", () => {
    const story = given(
      planOf({ calls: { recallGapMs: 0 } }),
      ticketTaken("A1"),
      ticketTaken("A2"),
      counterOpened("1"),
      counterOpened("2"),
      ticketCalled("A1", "1"),
      servingStarted("A1"),
      ticketCalled("A2", "2"),
      ticketRecalled("A2"),
    )
    expect(display(story).counters).toEqual([
      { id: "1", status: "open", ticket: { number: "A001", status: "serving", attempt: 1 } },
      { id: "2", status: "open", ticket: { number: "A002", status: "called", attempt: 2 } },
    ])
  })

  it("DISCREET-1: say nothing of a discreet call", () => {
    const story = given(
      planOf({
        classes: {
          regular: { headStartMs: 0, rate: 1, discreetCalls: true },
          priority: { headStartMs: 0, rate: 1 },
          care: { headStartMs: 0, rate: 1 },
        },
      }),
      ticketTaken("A1"),
      counterOpened("1"),
      ticketCalled("A1", "1"),
    )
    expect(display(story).counters[0]).toEqual({ id: "1", status: "open", ticket: null })
  })
})

describe("a display's zones", () => {
  const services = { a: "A", b: "B", c: "C" }
  const counters = { 1: ["a"], 2: ["a", "b"], 3: ["c"] }
  const zones = [
    { id: "floor-1", name: text("Lantai 1"), counterIds: ["1", "2"] },
    { id: "loans", name: text("Kredit"), serviceIds: ["c"] },
    { id: "wing", name: text("Sayap"), counterIds: ["3"], serviceIds: ["a"] },
  ]

  it("ZONE-1: name their counters and the services whose waits they show", () => {
    expect(display(given(withHall({ zones }, { services, counters }))).zones).toEqual([
      { id: "floor-1", name: text("Lantai 1"), counterIds: ["1", "2"], serviceIds: ["a", "b"] },
      { id: "loans", name: text("Kredit"), counterIds: null, serviceIds: ["c"] },
      { id: "wing", name: text("Sayap"), counterIds: ["3"], serviceIds: ["a"] },
    ])
    expect(display(given()).zones).toEqual([])
  })

  it("ZONE-1: keep their own last calls, however much another zone calls", () => {
    const busy = Array.from({ length: 7 }, (_, n) => `A${n + 1}`)
    const story = given(
      withHall({ zones }, { services, counters }),
      ticketTaken("C1"),
      counterOpened("3"),
      ticketCalled("C1", "3"),
      counterOpened("1"),
      ...busy.flatMap((name) => [
        ticketTaken(name),
        ticketCalled(name, "1"),
        servingStarted(name),
        ticketFinished(name),
      ]),
    )
    expect(display(story).calls.map(({ number }) => number)).toEqual([
      "A007",
      "A006",
      "A005",
      "A004",
      "A003",
      "A002",
      "C001",
    ])
  })

  it.each([
    [[zones[0], zones[0]], "zone floor-1 is there twice"],
    [[{ id: "x", name: text("X") }], "zone x names neither counters nor services"],
    [
      [{ id: "x", name: text("X"), counterIds: ["9"] }],
      "zone x has counter 9, which is no counter of the plan",
    ],
    [[{ id: "x", name: text("X"), serviceIds: ["z"] }], "zone x shows z, which is no service of the plan"],
  ])("PLAN-1: are refused with the reason", (wrong, reason) => {
    expect(problemOf(withHall({ zones: wrong as typeof zones }, { services, counters }))).toBe(reason)
  })
})

describe("what is shown between calls", () => {
  const story = given(
    withHall({
      media: [
        { file: "always.png" },
        { file: "film.mp4", hasSound: true },
        { file: "morning.jpg", seconds: 30, hours: [{ days: [1], from: "09:00", to: "12:00" }] },
        { file: "night.jpg", hours: [{ days: [1], from: "22:00", to: "02:00" }] },
        { file: "august.webp", from: "2026-08-01", until: "2026-08-24" },
        { file: "later.webp", from: "2026-08-25" },
      ],
      ticker: [
        { text: text("Selalu") },
        { text: text("Pagi"), hours: [{ days: [1], from: "08:00", to: "09:00" }] },
      ],
    }),
  )
  const ticker = (moment: string) => display(story.and(at(moment))).ticker.map(({ id }) => id)
  const files = (moment: string) => display(story.and(at(moment))).media.map(({ file }) => file)

  it("MEDIA-1: is shown on its dates and in its hours, by the branch's clock", () => {
    expect(files("08:59:59")).toEqual(["always.png", "film.mp4", "august.webp"])
    expect(files("09:00")).toEqual(["always.png", "film.mp4", "morning.jpg", "august.webp"])
    expect(files("12:00")).toEqual(["always.png", "film.mp4", "august.webp"])
    expect(files("23:00")).toContain("night.jpg")
    expect(files("2026-08-25 01:59")).toEqual(["always.png", "film.mp4", "night.jpg", "later.webp"])
    expect(files("2026-08-25 02:00")).toEqual(["always.png", "film.mp4", "later.webp"])
    expect(ticker("08:30")).toEqual(["Selalu", "Pagi"])
    expect(ticker("09:00")).toEqual(["Selalu"])
  })

  it("MEDIA-1: is a picture for so long, or a film", () => {
    expect(display(story.and(at("09:00"))).media.slice(0, 3)).toEqual([
      { file: "always.png", kind: "image", seconds: 12, hasSound: false },
      { file: "film.mp4", kind: "video", seconds: 12, hasSound: true },
      { file: "morning.jpg", kind: "image", seconds: 30, hasSound: false },
    ])
  })

  it.each(["../secret.png", "a/b.png", ".hidden.png", "page.html", "logo.svg", "a.PNG", ""])(
    "is no file named %j",
    (file) => {
      expect(() => withHall({ media: [{ file }] })).toThrow(/file/)
    },
  )
})
