import type { BranchId, BusinessDay, Instant, TicketId } from "@giliran/contract/basics"
import { randomBytes } from "node:crypto"
import type { AppendBatch, NewEvent, StoredReply, TicketRow } from "../../server/branch/ledger.ts"

export const day = "2026-08-24" as BusinessDay
export const branch = (name: string) => name as BranchId
export const at = (ms: number) => ms as Instant

export function someTicketId(): TicketId {
  return randomBytes(16).toString("base64url") as TicketId
}

export function withdrawn(commandId: string | null = null, ticketId: TicketId = someTicketId()): NewEvent {
  return {
    day,
    event: { type: "ticket-withdrawn", at: at(1_787_000_000_123), ticketId },
    commandId,
    actor: "kiosk:hall",
  }
}

export function answerTo(commandId: string, words: Partial<StoredReply> = {}): StoredReply {
  return { commandId, digest: `digest of ${commandId}`, status: 201, body: `{"to":"${commandId}"}`, ...words }
}

/** One command with its event and its answer, after `after`. */
export function batchOf(
  branchId: BranchId,
  after: number,
  words: Partial<AppendBatch> & { commandId?: string } = {},
): AppendBatch {
  const { commandId = someTicketId(), ...rest } = words
  return {
    branchId,
    after,
    at: at(1_787_000_000_123),
    events: [withdrawn(commandId)],
    replies: [answerTo(commandId)],
    tickets: [],
    ...rest,
  }
}

export function ticketRowOf(branchId: BranchId, words: Partial<TicketRow> = {}): TicketRow {
  return {
    id: someTicketId(),
    branchId,
    day,
    number: "A042",
    serviceId: "teller" as TicketRow["serviceId"],
    class: "regular",
    status: "waiting",
    takenAt: at(1_787_000_000_123),
    calledAt: null,
    servedAt: null,
    endedAt: null,
    counterId: null,
    ...words,
  }
}
