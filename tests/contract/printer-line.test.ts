import type { AnsweringCable, SilentCable } from "@giliran/paper/printer-cable"
import { PrinterLine } from "@giliran/paper/printer-line"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { realWorld } from "../../server/world.ts"

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

const well = [0x12, 0x12, 0x12]
const paperOut = [0x1a, 0x32, 0x7e]
const onPaper = [0x00]
/** A StarPRNT status of nine bytes, with nothing in it or with the bit for paper. */
const starBlock = (paper = 0) => [0x23, 0x06, 0, 0, 0, paper, 0, 0, 0]
const ticket = new Uint8Array(20_000).fill(0x20)

/** A cable whose other end is this test: what comes is written down, and the test says what is said back. */
function cableHere({
  takes = () => true,
  ...more
}: { takes?: (bytes: Uint8Array) => boolean } & Partial<AnsweringCable> = {}) {
  const sent: Uint8Array[] = []
  const answers: (Uint8Array | null)[] = []
  let onAnswer: (() => void) | null = null
  let isClosed = false
  const cable: AnsweringCable = {
    hasAnswers: true,
    write(bytes) {
      sent.push(bytes)
      return takes(bytes) ? Promise.resolve() : new Promise(() => {})
    },
    async read() {
      while (answers.length === 0) await new Promise<void>((resolve) => (onAnswer = resolve))
      return answers.shift() ?? null
    },
    async close() {
      isClosed = true
    },
    ...more,
  }
  const answer = (bytes: readonly number[] | null) => {
    answers.push(bytes === null ? null : Uint8Array.from(bytes))
    onAnswer?.()
  }
  return {
    cable,
    sent,
    answer,
    /** Time goes by: and everything that waits for it. */
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
    get isClosed() {
      return isClosed
    },
  }
}

/** Undefined as long as it goes on. */
function outcomeOf<Value>(work: Promise<Value>): { readonly value: Value | undefined } {
  const outcome: { value: Value | undefined } = { value: undefined }
  void work.then((value) => (outcome.value = value))
  return outcome
}

describe("a line to a printer that answers", () => {
  it("sends a ticket only after an answer, and waits for the word that it is on paper", async () => {
    const { cable, sent, answer, pass } = cableHere()
    const printed = outcomeOf(new PrinterLine(cable, "escpos", realWorld).print(ticket))
    await pass(100)
    expect(sent.length).toBe(1)
    answer(well)
    await pass(100)
    expect(sent).toContain(ticket)
    expect(printed.value).toBeUndefined()
    answer(onPaper)
    await pass(0)
    expect(printed.value).toBe("ready")
  })

  it("sends nothing to what is silent, and begins anew afterwards: a late answer is no answer", async () => {
    const { cable, sent, answer, pass } = cableHere()
    const line = new PrinterLine(cable, "escpos", realWorld)
    const printed = outcomeOf(line.print(ticket))
    await pass(1_300)
    expect(printed.value).toBe("offline")
    answer(well)
    await pass(0)
    expect([line.isOver, sent.length]).toEqual([true, 1])
    expect(await line.status()).toBe("offline")
  })

  it("knows at once that the other end is gone in the middle of a ticket", async () => {
    const { cable, answer, pass } = cableHere()
    const printed = outcomeOf(new PrinterLine(cable, "escpos", realWorld).print(ticket))
    answer(well)
    await pass(100)
    answer(null)
    await pass(0)
    expect(printed.value).toBe("failed")
  })

  it("is not listened to for ever when it says everything but an answer", async () => {
    const { cable, answer, pass } = cableHere()
    const line = new PrinterLine(cable, "escpos", realWorld)
    for (let times = 0; times < 50; times++) answer(Array.from({ length: 100 }, () => 0x12))
    await pass(0)
    expect(line.isOver).toBe(true)
  })

  it("in Star's language speaks up by itself, twice a ticket, and in between when paper is out", async () => {
    const { cable, answer, pass, sent } = cableHere()
    const line = new PrinterLine(cable, "star", realWorld)
    const printed = outcomeOf(line.print(ticket))
    answer(starBlock())
    await pass(10)
    answer(starBlock())
    await pass(2_000)
    expect(printed.value).toBeUndefined()
    answer(starBlock())
    await pass(0)
    expect([printed.value, line.isOver]).toEqual(["ready", false])

    const lost = outcomeOf(line.print(ticket))
    answer(starBlock())
    await pass(10)
    answer(starBlock(0x08))
    await pass(100)
    expect([lost.value, line.isOver]).toEqual(["paper-out", true])
    expect(sent.at(-1)).toEqual(Uint8Array.of(0x1b, 0x06, 0x18))
  })

  it("that takes no more bytes, not even a question, is asked aside, and told aside to forget", async () => {
    const forget = vi.fn<() => Promise<void>>(async () => {})
    const { cable, answer, pass } = cableHere({
      takes: (bytes) => bytes !== ticket,
      aside: { isPaperOut: async () => true, forget },
    })
    const line = new PrinterLine(cable, "escpos", realWorld)
    const printed = outcomeOf(line.print(ticket))
    answer(well)
    await pass(5_900)
    expect(printed.value).toBeUndefined()
    await pass(300)
    expect([printed.value, line.isOver, forget.mock.calls.length]).toEqual(["paper-out", true, 1])
  })

  it("that says itself that paper is out is told to forget, on the line and aside", async () => {
    const forget = vi.fn<() => Promise<void>>(async () => {})
    const { cable, sent, answer, pass } = cableHere({ aside: { isPaperOut: async () => false, forget } })
    const printed = outcomeOf(new PrinterLine(cable, "escpos", realWorld).print(ticket))
    answer(well)
    await pass(500)
    answer(paperOut)
    await pass(100)
    expect(printed.value).toBe("paper-out")
    expect([sent.at(-1)?.length, forget.mock.calls.length]).toEqual([10, 1])
  })

  it("gives a slow cable the time that it needs", async () => {
    const { cable, answer, pass } = cableHere({ bytesPerSecond: 960 })
    const printed = outcomeOf(new PrinterLine(cable, "escpos", realWorld).print(ticket))
    answer(well)
    await pass(20_000)
    expect(printed.value).toBeUndefined()
    answer(onPaper)
    await pass(0)
    expect(printed.value).toBe("ready")
  })

  it("is closed, and says nothing any more", async () => {
    const here = cableHere()
    const line = new PrinterLine(here.cable, "escpos", realWorld)
    await line.close()
    expect(here.isClosed).toBe(true)
    expect(await line.status()).toBe("offline")
    expect(here.sent).toEqual([])
  })
})

const silent = (more: Partial<SilentCable>): SilentCable => ({
  hasAnswers: false,
  write: () => Promise.resolve(),
  close: () => Promise.resolve(),
  ...more,
})

describe("a line to a printer that only listens", () => {
  it("has printed what it took", async () => {
    const taken: Uint8Array[] = []
    const line = new PrinterLine(
      silent({ write: async (bytes) => void taken.push(bytes) }),
      "escpos",
      realWorld,
    )
    expect(await line.status()).toBe("ready")
    expect(await line.print(ticket)).toBe("ready")
    expect(taken).toEqual([ticket])
  })

  it.each([
    ["holds it up", () => new Promise<void>(() => {})],
    ["breaks off", () => Promise.reject(new Error("gone"))],
  ])("has not printed a ticket when it %s", async (_, write) => {
    const line = new PrinterLine(silent({ write }), "escpos", realWorld)
    const printed = outcomeOf(line.print(ticket))
    await vi.advanceTimersByTimeAsync(6_100)
    expect([printed.value, line.isOver]).toEqual(["failed", true])
  })

  it("gets nothing while its port says that paper is out", async () => {
    const write = vi.fn<() => Promise<void>>(async () => {})
    const line = new PrinterLine(
      silent({ write, aside: { isPaperOut: async () => true, forget: async () => {} } }),
      "escpos",
      realWorld,
    )
    expect(await line.print(ticket)).toBe("paper-out")
    expect(write).not.toHaveBeenCalled()
  })
})
