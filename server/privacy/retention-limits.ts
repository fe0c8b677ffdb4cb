import type { Instant, Text } from "@giliran/contract/basics"
import type { PersonalKind } from "@giliran/contract/privacy"
import type { CutOffs } from "./personal-tables.ts"

export const roundMs = 15 * 60_000
const dayMs = 86_400_000
/** So long after its time a row may still lie there: a round that comes, one that failed, and one more. */
const patienceMs = 4 * roundMs

export interface RetentionLimits {
  /** Of a staff session, after its end. */
  readonly sessionDays: number
}

/**
 * What is over its time at this moment. A phone number goes at the very moment that was promised to its customer; the others at the end of
 * a day (UTC), so that the audit tells of them once a day and not with every round.
 */
export function cutOffsAt(now: Instant, { sessionDays }: RetentionLimits): CutOffs {
  const today = now - (now % dayMs)
  const daysAgo = (days: number) => (today - days * dayMs) as Instant
  return {
    contacts: now,
    answers: daysAgo(2),
    // Valid through its last day, in whatever zone a branch lies.
    customers: daysAgo(1),
    sessions: daysAgo(sessionDays),
    pairings: daysAgo(1),
  }
}

/** What should have gone by now, whatever a round or two missed. */
export function overdueAt(now: Instant, limits: RetentionLimits): CutOffs {
  return cutOffsAt((now - patienceMs) as Instant, limits)
}

export function ruleOf(kind: PersonalKind, { sessionDays }: RetentionLimits): Text {
  switch (kind) {
    case "contacts":
      return {
        id: "nomor telepon: sampai saat yang dijanjikan kepada nasabah",
        en: "phone numbers: until the moment promised to the customer",
      }
    case "answers":
      return {
        id: "jawaban untuk percobaan ulang (berisi tautan tiket): 48 jam, lalu sampai akhir hari",
        en: "answers kept for retries (they hold ticket links): 48 hours, then to the end of the day",
      }
    case "customers":
      return {
        id: "sidik nasabah prioritas yang masa berlakunya berakhir: sampai keesokan harinya",
        en: "digests of priority customers with a last day: until the day after it",
      }
    case "sessions":
      return {
        id: `sesi petugas dengan alamat jaringannya: ${sessionDays} hari setelah berakhir`,
        en: `staff sessions with their network address: ${sessionDays} days after their end`,
      }
    case "pairings":
      return {
        id: "permintaan pemasangan layar: satu hari setelah berakhir",
        en: "requests to pair a screen: one day after their end",
      }
    case "staff":
      return {
        id: "akun petugas: selama bank menyimpannya",
        en: "staff accounts: as long as the bank keeps them",
      }
    case "audit":
      return {
        id: "catatan audit, dengan alamat petugas dan sidik nomor: selama catatan itu disimpan",
        en: "the audit, with addresses of staff and digests of numbers: as long as the audit is kept",
      }
    case "events":
      return {
        id: "buku antrean, dengan tanda petugas: selama buku itu disimpan",
        en: "the queue's ledger, with who gave each command: as long as the ledger is kept",
      }
  }
}
