import { connect, type Socket } from "node:net"
import { setTimeout as sleep } from "node:timers/promises"
import type { PrinterStatus } from "@giliran/contract/device-health"
import type { PrinterPlan } from "@giliran/contract/plan"
import { canPrint, type StatusTalk, statusTalks } from "./printer-status.ts"

/** A network printer answers in some milliseconds; with these, a trouble is noticed within five seconds of a poll each two. */
const connectWithinMs = 1_500
const answerWithinMs = 1_200
/** A ticket takes a second of printing, an old printer three. */
const printWithinMs = 6_000
/** While it prints it is asked how it is this often. */
const lookEachMs = 400

/** How the printer is now. Never throws. */
export async function statusOf(printer: PrinterPlan): Promise<PrinterStatus> {
  const line = await PrinterLine.open(printer)
  if (!line) return "offline"
  try {
    return await line.status()
  } finally {
    line.close()
  }
}

/** Prints, and resolves when the printer said that it did, or with what is wrong. Never throws. */
export async function printOn(printer: PrinterPlan, document: Uint8Array): Promise<PrinterStatus> {
  const line = await PrinterLine.open(printer)
  if (!line) return "offline"
  try {
    // First whether it is a printer at all, and then whether it has paper: nothing of a ticket is sent to anything else.
    const before = await line.status()
    return canPrint(before) ? await line.print(document, before) : before
  } finally {
    line.close()
  }
}

/** One conversation with a printer. Many take one at a time only, so each is short. */
class PrinterLine {
  readonly #socket: Socket
  readonly #talk: StatusTalk
  #heard: number[] = []
  #isBroken = false
  #onHeard: () => void = () => {}

  private constructor(socket: Socket, talk: StatusTalk) {
    this.#socket = socket
    this.#talk = talk
    socket.on("data", (bytes) => {
      this.#heard.push(...bytes)
      this.#onHeard()
    })
    for (const end of ["error", "close", "end"] as const)
      socket.on(end, () => {
        this.#isBroken = true
        this.#onHeard()
      })
  }

  static open({ host, port, language }: PrinterPlan): Promise<PrinterLine | null> {
    return new Promise((resolve) => {
      const socket = connect({ host, port, noDelay: true })
      const line = new PrinterLine(socket, statusTalks[language])
      const late = setTimeout(() => socket.destroy(), connectWithinMs)
      socket.once("connect", () => resolve(line))
      socket.once("close", () => {
        clearTimeout(late)
        resolve(null)
      })
      socket.once("connect", () => clearTimeout(late))
    })
  }

  /** What does not answer in time is as good as not there. */
  async status(): Promise<PrinterStatus> {
    this.#heard = []
    this.#send(this.#talk.question)
    const until = performance.now() + answerWithinMs
    for (;;) {
      const status = this.#talk.read(Uint8Array.from(this.#heard))
      if (status) return status
      if (this.#isBroken || performance.now() >= until) return "offline"
      await this.#news(until - performance.now())
    }
  }

  async print(document: Uint8Array, before: PrinterStatus): Promise<PrinterStatus> {
    const { question, read, isDone, isAskedWhilePrinting } = this.#talk
    this.#heard = []
    this.#send(document)
    const until = performance.now() + printWithinMs
    let askAt = performance.now() + lookEachMs
    while (performance.now() < until) {
      await this.#news(Math.max(1, Math.min(askAt, until) - performance.now()))
      const answer = Uint8Array.from(this.#heard)
      if (isDone(answer)) return before
      if (this.#isBroken) return "failed"
      const status = answer.length === 0 ? null : read(answer)
      if (status !== null && !canPrint(status)) return this.#giveUp(status)
      if (!isAskedWhilePrinting) {
        askAt = Infinity
        continue
      }
      // One question at a time: answers are told apart by their order.
      if (status !== null) {
        this.#heard = []
        askAt = performance.now() + lookEachMs
      } else if (performance.now() >= askAt) {
        askAt = Infinity
        this.#send(question)
      }
    }
    return this.#giveUp("failed")
  }

  async #giveUp(status: PrinterStatus): Promise<PrinterStatus> {
    this.#send(this.#talk.forget)
    await sleep(50)
    return status
  }

  #send(bytes: Uint8Array): void {
    if (!this.#isBroken) this.#socket.write(bytes)
  }

  #news(withinMs: number): Promise<void> {
    if (this.#isBroken) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(0, withinMs))
      this.#onHeard = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  close(): void {
    this.#onHeard = () => {}
    this.#socket.destroy()
  }
}
