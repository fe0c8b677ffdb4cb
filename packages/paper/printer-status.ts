import type { PrinterStatus } from "@giliran/contract/device-health"
import type { PrinterPlan } from "@giliran/contract/plan"

/** The languages that thermal printers understand. */
export type PrinterLanguage = PrinterPlan["language"]

/** How a printer is asked how it is, and what it answers. */
export interface StatusTalk {
  /** Answered at once, whatever else it has to do. */
  readonly question: Uint8Array
  /** Null while the answer is not whole. What is no answer of a printer is `failed`: another service listens there. */
  readonly read: (answer: Uint8Array) => PrinterStatus | null
  /** Whether what came since a document was sent says that it is on paper. */
  readonly isDone: (answer: Uint8Array) => boolean
  /** A StarPRNT printer speaks up while it prints; an ESC/POS one is asked. */
  readonly isAskedWhilePrinting: boolean
  /** Throws away what the printer still holds: nothing of a ticket comes out when the cover is closed again. */
  readonly forget: Uint8Array
}

const isOfStatus = (byte: number) => (byte & 0x93) === 0x12
const isAtEnd = (byte: number) => (byte & 0x90) === 0

/** DLE EOT 1, 2 and 4: the printer, why it is offline, the paper. One byte each, with fixed bits by which it is known. */
const escpos: StatusTalk = {
  question: Uint8Array.of(0x10, 0x04, 1, 0x10, 0x04, 2, 0x10, 0x04, 4),
  read(answer) {
    if (!answer.every(isOfStatus)) return "failed"
    const [printer, cause, paper] = answer
    if (printer === undefined || cause === undefined || paper === undefined) return null
    if ((cause & 0x04) !== 0) return "cover-open"
    if ((paper & 0x60) !== 0 || (cause & 0x20) !== 0) return "paper-out"
    if ((cause & 0x40) !== 0) return "failed"
    if ((printer & 0x08) !== 0) return "offline"
    return (paper & 0x0c) !== 0 ? "paper-low" : "ready"
  },
  // GS r stands at the end of each document, and is answered by one byte with other fixed bits than those of DLE EOT. Anything
  // else that comes is noise, and proves nothing.
  isDone: (answer) =>
    answer.filter(isAtEnd).length === 1 && answer.every((byte) => isAtEnd(byte) || isOfStatus(byte)),
  isAskedWhilePrinting: true,
  // DLE DC4 8.
  forget: Uint8Array.of(0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8),
}

/** ESC ACK SOH: a block whose first two bytes say how long it is. The same blocks come by themselves while it prints. */
const star: StatusTalk = {
  question: Uint8Array.of(0x1b, 0x06, 0x01),
  read(answer) {
    const { statuses, isNonsense } = blocksIn(answer)
    return isNonsense ? "failed" : (statuses.find((status) => !canPrint(status)) ?? statuses.at(-1) ?? null)
  },
  // ETB, at the beginning and at the end of each document: a block when it gets there.
  isDone(answer) {
    const { statuses, isNonsense } = blocksIn(answer)
    return !isNonsense && statuses.length >= 2 && statuses.every(canPrint)
  },
  isAskedWhilePrinting: false,
  // ESC ACK CAN.
  forget: Uint8Array.of(0x1b, 0x06, 0x18),
}

function blocksIn(answer: Uint8Array): {
  readonly statuses: readonly PrinterStatus[]
  readonly isNonsense: boolean
} {
  const statuses: PrinterStatus[] = []
  let rest = answer
  while (rest.length > 0) {
    const [first = 0, second] = rest
    if ((first & 0x91) !== 0x01) return { statuses, isNonsense: true }
    const length = ((first >> 2) & 0x18) | ((first >> 1) & 0x07) | (((second ?? 0) >> 6) & 0x02)
    if (second === undefined || rest.length < length) break
    if (length < 6) return { statuses, isNonsense: true }
    statuses.push(statusInBlock(rest))
    rest = rest.subarray(length)
  }
  return { statuses, isNonsense: false }
}

function statusInBlock([, , printer = 0, error = 0, mechanics = 0, paper = 0]: Uint8Array): PrinterStatus {
  if ((printer & 0x20) !== 0) return "cover-open"
  if ((paper & 0x08) !== 0) return "paper-out"
  if ((error & 0x2c) !== 0 || (mechanics & 0x0a) !== 0) return "failed"
  if ((printer & 0x08) !== 0) return "offline"
  return (paper & 0x04) !== 0 ? "paper-low" : "ready"
}

export const statusTalks: Readonly<Record<PrinterLanguage, StatusTalk>> = { escpos, star }

/** Paper comes out of it. */
export function canPrint(status: PrinterStatus): boolean {
  return status === "ready" || status === "paper-low"
}
