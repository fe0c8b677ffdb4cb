import type { PrinterStatus } from "@giliran/contract/device-health"
import type { PrinterCable } from "./printer-cable.ts"
import { canPrint, type PrinterLanguage, type StatusTalk, statusTalks } from "./printer-status.ts"

/** A printer answers in some milliseconds; with this, a trouble is noticed within five seconds of a poll each two. */
const answerWithinMs = 1_200
/** A ticket takes a second of printing, an old printer three. */
const printWithinMs = 6_000
/** While it prints it is asked how it is this often. */
const lookEachMs = 400
/** No printer has that much to say: whoever does is none, and is not listened to for ever. */
const longestAnswer = 4_096
/** What is sent last is on its way before the cable is let go. */
const lastWordMs = 50

/** Time as a line needs it: the server's World, or the page's own. */
export interface LineClock {
  /** Milliseconds since a moment that means nothing. */
  elapsedMs(): number
  after(ms: number, then: () => void): { cancel(): void }
}

/**
 * The conversation with one printer in its language, whatever carries it: on the server a connection, in a kiosk's browser a USB or serial
 * cable. One question or ticket at a time. Nothing here throws.
 */
export class PrinterLine {
  readonly #cable: PrinterCable
  readonly #talk: StatusTalk
  readonly #clock: LineClock
  #heard: number[] = []
  #isOver = false
  #onNews: () => void = () => {}

  constructor(cable: PrinterCable, language: PrinterLanguage, clock: LineClock) {
    this.#cable = cable
    this.#clock = clock
    this.#talk = statusTalks[language]
    void this.#listen()
  }

  /** The other end is gone, or so late that its answers can no longer be told apart: close it, and begin anew. */
  get isOver(): boolean {
    return this.#isOver
  }

  /** What does not answer in time is as good as not there. */
  async status(): Promise<PrinterStatus> {
    if (!this.#cable.hasAnswers) return this.#statusUnheard()
    this.#heard = []
    this.#send(this.#talk.question)
    const until = this.#clock.elapsedMs() + answerWithinMs
    for (;;) {
      const status = this.#talk.read(Uint8Array.from(this.#heard))
      if (status) return status
      if (this.#isOver || this.#clock.elapsedMs() >= until) return this.#end("offline")
      await this.#news(until - this.#clock.elapsedMs())
    }
  }

  /** Resolves when the printer said that the ticket is on paper, or with what is wrong. */
  async print(document: Uint8Array): Promise<PrinterStatus> {
    // First whether it is a printer at all, and then whether it has paper: nothing of a ticket is sent to anything else.
    const before = await this.status()
    if (!canPrint(before)) return before
    return this.#cable.hasAnswers ? this.#printHeard(document, before) : this.#printUnheard(document)
  }

  async close(): Promise<void> {
    this.#isOver = true
    this.#onNews = () => {}
    await this.#cable.close()
  }

  async #printHeard(document: Uint8Array, before: PrinterStatus): Promise<PrinterStatus> {
    const { question, read, isDone, isAskedWhilePrinting } = this.#talk
    this.#heard = []
    this.#send(document)
    const until = this.#clock.elapsedMs() + this.#withinMs(document)
    let askAt = this.#clock.elapsedMs() + lookEachMs
    while (this.#clock.elapsedMs() < until) {
      await this.#news(Math.max(1, Math.min(askAt, until) - this.#clock.elapsedMs()))
      const answer = Uint8Array.from(this.#heard)
      if (isDone(answer)) return before
      if (this.#isOver) return "failed"
      const status = answer.length === 0 ? null : read(answer)
      if (status !== null && !canPrint(status)) return this.#giveUp(status)
      if (!isAskedWhilePrinting) {
        askAt = Infinity
        continue
      }
      // One question at a time: answers are told apart by their order.
      if (status !== null) {
        this.#heard = []
        askAt = this.#clock.elapsedMs() + lookEachMs
      } else if (this.#clock.elapsedMs() >= askAt) {
        askAt = Infinity
        this.#send(question)
      }
    }
    return this.#giveUp("failed")
  }

  async #statusUnheard(): Promise<PrinterStatus> {
    if (this.#isOver) return "offline"
    return (await this.#cable.aside?.isPaperOut()) ? "paper-out" : "ready"
  }

  async #printUnheard(document: Uint8Array): Promise<PrinterStatus> {
    const isTaken = await Promise.race([
      this.#cable.write(document).then(
        () => true,
        () => false,
      ),
      this.#pause(this.#withinMs(document)).then(() => false),
    ])
    return isTaken ? "ready" : this.#giveUp("failed")
  }

  /** Nothing of this ticket comes out later, when the cover is closed or the paper is there again. */
  async #giveUp(status: PrinterStatus): Promise<PrinterStatus> {
    if (this.#cable.hasAnswers) this.#send(this.#talk.forget)
    const found = await this.#end(status)
    await this.#cable.aside?.forget()
    await this.#pause(lastWordMs)
    return found
  }

  /** Of a printer that fell silent: why, if there is another way to know. */
  async #end(status: PrinterStatus): Promise<PrinterStatus> {
    const isKnown = status !== "offline" && status !== "failed"
    const isPaperOut = !isKnown && (await this.#cable.aside?.isPaperOut())
    this.#isOver = true
    return isPaperOut ? "paper-out" : status
  }

  #withinMs(document: Uint8Array): number {
    const { bytesPerSecond = Infinity } = this.#cable
    return printWithinMs + (document.length / bytesPerSecond) * 1_000
  }

  #send(bytes: Uint8Array): void {
    if (this.#isOver) return
    this.#cable.write(bytes).catch(() => this.#breakOff())
  }

  async #listen(): Promise<void> {
    if (!this.#cable.hasAnswers) return
    try {
      for (;;) {
        const bytes = await this.#cable.read()
        if (bytes === null) break
        this.#heard.push(...bytes)
        if (this.#heard.length > longestAnswer) break
        this.#onNews()
      }
    } catch {
      // As if it had said that it goes.
    }
    this.#breakOff()
  }

  #breakOff(): void {
    this.#isOver = true
    this.#onNews()
  }

  #news(withinMs: number): Promise<void> {
    if (this.#isOver) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = this.#clock.after(Math.max(0, withinMs), resolve)
      this.#onNews = () => {
        timer.cancel()
        resolve()
      }
    })
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#clock.after(ms, resolve))
  }
}
