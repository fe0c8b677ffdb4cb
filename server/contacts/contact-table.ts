import type { BranchId, BusinessDay, Instant, Language, TicketId } from "@giliran/contract/basics"
import type { TicketNumber } from "@giliran/contract/ticket"
import { type NewAuditEntry, record } from "../audit/record.ts"
import type { TicketRow } from "../branch/ledger.ts"
import { ticketRowOf } from "../branch/read-ledger.ts"
import type { Database } from "../database/database.ts"
import type { Tx } from "../database/tx.ts"
import { type InDatabase, instantOf } from "../database/moments.ts"

/** The phone numbers that customers left, beside the events: each goes without a trace but its keyed digest in the audit. */
export interface ContactTable {
  /** Null when there is none, or its time is over at this moment. */
  find(branchId: BranchId, ticketId: TicketId, now: Instant): Promise<ContactRow | null>
  /** Of these tickets, or of this number, over its time or not; a branch of null is every branch. */
  findAll(of: ContactsAsked): Promise<readonly ContactRow[]>
  /** Keeps it in the place of the one before, with what the auditor reads of it. The same consent given twice is one. */
  leave(tx: Tx, row: ContactRow, entry: NewAuditEntry): Promise<ContactRow>
  /** False when there was none; the entry's body gets the digest. */
  withdraw(tx: Tx, branchId: BranchId, ticketId: TicketId, entry: NewAuditEntry): Promise<boolean>
  /**
   * Removes the numbers, and the stored answers of those of the tickets that have ended: they hold the ticket's link. Written
   * down when there was something.
   */
  erase(tx: Tx, asked: Erasure, entry: NewAuditEntry): Promise<Erased>

  /** Of tickets that have ended. */
  ticketById(branchId: BranchId | null, ticketId: TicketId): Promise<TicketRow | null>
  /** Likewise; a day of null is the branch's latest. */
  ticketByNumber(branchId: BranchId, day: BusinessDay | null, number: TicketNumber): Promise<TicketRow | null>
  /** In whose current day the ticket was taken; null when in none. */
  branchOfCurrent(ticketId: TicketId): Promise<BranchId | null>
  /** Who took the ticket, as the event has it. */
  takerOf(branchId: BranchId, ticketId: TicketId): Promise<string | null>
  storedAnswerCount(branchId: BranchId, ticketId: TicketId): Promise<number>
  /** What the audit has of these tickets and this digest. */
  entriesAbout(asked: ContactsAsked): Promise<readonly ContactEntry[]>
}

export interface ContactRow {
  readonly ticketId: TicketId
  readonly branchId: BranchId
  readonly day: BusinessDay
  readonly phoneDigest: string
  /** Sealed by the server's key. */
  readonly phone: string
  readonly purpose: string
  readonly language: Language
  readonly consentedAt: Instant
  readonly forgetAt: Instant
}

export interface ContactsAsked {
  readonly branchId: BranchId | null
  readonly phoneDigest: string | null
  readonly ticketIds: readonly TicketId[]
}

/** Of one branch: its chain of the audit tells of it. */
export interface Erasure extends ContactsAsked {
  readonly branchId: BranchId
}

export interface Erased {
  readonly contacts: number
  readonly storedAnswers: number
}

export interface ContactEntry {
  readonly chain: string
  readonly at: Instant
  readonly act: string
  readonly body: Readonly<Record<string, unknown>>
}

export function contactTable({ pool, patiently }: Database): ContactTable {
  return {
    find: (branchId, ticketId, now) =>
      patiently(async () => {
        const { rows } = await pool.query<StoredContact>(
          `SELECT * FROM "TicketContact" WHERE "ticketId" = $1 AND "branchId" = $2 AND "forgetAt" > $3`,
          [ticketId, branchId, new Date(now)],
        )
        return rows[0] ? contactOf(rows[0]) : null
      }),
    findAll: ({ branchId, phoneDigest, ticketIds }) =>
      patiently(async () => {
        const { rows } = await pool.query<StoredContact>(
          `SELECT * FROM "TicketContact"
           WHERE ("phoneDigest" = $1 OR "ticketId" = ANY($2)) AND ($3::text IS NULL OR "branchId" = $3)
           ORDER BY "consentedAt"`,
          [phoneDigest, ticketIds, branchId],
        )
        return rows.map(contactOf)
      }),
    leave,
    async withdraw(tx, branchId, ticketId, entry) {
      const { rows } = await tx.query<Pick<ContactRow, "phoneDigest">>(
        `DELETE FROM "TicketContact" WHERE "ticketId" = $1 AND "branchId" = $2 RETURNING "phoneDigest"`,
        [ticketId, branchId],
      )
      const [gone] = rows
      if (gone) await record(tx, { ...entry, body: { ...entry.body, phoneDigest: gone.phoneDigest } })
      return gone !== undefined
    },
    erase,
    ticketById: (branchId, ticketId) =>
      patiently(async () => {
        const { rows } = await pool.query<InDatabase<TicketRow>>(
          `SELECT * FROM "Ticket" WHERE id = $1 AND ($2::text IS NULL OR "branchId" = $2) AND "endedAt" IS NOT NULL`,
          [ticketId, branchId],
        )
        return rows[0] ? ticketRowOf(rows[0]) : null
      }),
    ticketByNumber: (branchId, day, number) =>
      patiently(async () => {
        const { rows } = await pool.query<InDatabase<TicketRow>>(
          `SELECT * FROM "Ticket" WHERE "branchId" = $1 AND number = $3 AND "endedAt" IS NOT NULL
             AND day = coalesce($2, (SELECT max(day) FROM "Ticket" WHERE "branchId" = $1))`,
          [branchId, day, number],
        )
        return rows[0] ? ticketRowOf(rows[0]) : null
      }),
    branchOfCurrent: (ticketId) =>
      patiently(async () => {
        const { rows } = await pool.query<{ id: BranchId }>(
          `SELECT b.id FROM "Branch" b CROSS JOIN LATERAL (
             SELECT seq FROM "Event" WHERE "branchId" = b.id AND type = 'day-opened' ORDER BY seq DESC LIMIT 1) opened
           JOIN "Event" e ON e."branchId" = b.id AND e.seq > opened.seq
           WHERE e.type IN ('ticket-taken', 'ticket-reserved') AND e.body->>'ticketId' = $1 LIMIT 1`,
          [ticketId],
        )
        return rows[0]?.id ?? null
      }),
    takerOf: (branchId, ticketId) =>
      patiently(async () => {
        const { rows } = await pool.query<{ actor: string }>(
          `SELECT actor FROM "Event" WHERE "branchId" = $1 AND type = 'ticket-taken' AND body->>'ticketId' = $2
           ORDER BY seq DESC LIMIT 1`,
          [branchId, ticketId],
        )
        return rows[0]?.actor ?? null
      }),
    storedAnswerCount: (branchId, ticketId) =>
      patiently(async () => {
        const { rows } = await pool.query<{ count: number }>(
          `SELECT count(*)::int AS count FROM "Answer" WHERE "branchId" = $1 AND position($2 in body) > 0`,
          [branchId, ticketId],
        )
        return rows[0]?.count ?? 0
      }),
    entriesAbout: ({ branchId, phoneDigest, ticketIds }) =>
      patiently(async () => {
        const { rows } = await pool.query<Omit<ContactEntry, "at"> & { at: Date }>(
          `SELECT chain, at, act, body FROM "AuditEntry"
           WHERE ($1::text IS NULL OR chain = $1)
             AND act IN ('contact-left', 'contact-withdrawn', 'contact-exported', 'contact-erased')
             AND (body->>'phoneDigest' = $2 OR body->>'ticketId' = ANY($3))
           ORDER BY at, chain, seq`,
          [branchId, phoneDigest, ticketIds],
        )
        return rows.map(({ at, ...row }) => ({ ...row, at: instantOf(at) }))
      }),
  }
}

async function leave(tx: Tx, row: ContactRow, entry: NewAuditEntry): Promise<ContactRow> {
  const { rows } = await tx.query<StoredContact>(
    `SELECT * FROM "TicketContact" WHERE "ticketId" = $1 FOR UPDATE`,
    [row.ticketId],
  )
  const before = rows[0] && contactOf(rows[0])
  const isSame =
    before?.phoneDigest === row.phoneDigest &&
    before.purpose === row.purpose &&
    before.forgetAt === row.forgetAt
  if (before && isSame) return before
  await tx.query(
    `INSERT INTO "TicketContact"
       ("ticketId", "branchId", day, "phoneDigest", phone, purpose, language, "consentedAt", "forgetAt")
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT ("ticketId") DO UPDATE SET "phoneDigest" = excluded."phoneDigest", phone = excluded.phone,
       purpose = excluded.purpose, language = excluded.language, "consentedAt" = excluded."consentedAt",
       "forgetAt" = excluded."forgetAt"`,
    [
      row.ticketId,
      row.branchId,
      row.day,
      row.phoneDigest,
      row.phone,
      row.purpose,
      row.language,
      new Date(row.consentedAt),
      new Date(row.forgetAt),
    ],
  )
  await record(tx, entry)
  return row
}

async function erase(
  tx: Tx,
  { branchId, phoneDigest, ticketIds }: Erasure,
  entry: NewAuditEntry,
): Promise<Erased> {
  const gone = await tx.query<Pick<ContactRow, "ticketId">>(
    `DELETE FROM "TicketContact" WHERE "branchId" = $1 AND ("phoneDigest" = $2 OR "ticketId" = ANY($3)) RETURNING "ticketId"`,
    [branchId, phoneDigest, ticketIds],
  )
  const touched = [...new Set([...ticketIds, ...gone.rows.map(({ ticketId }) => ticketId)])]
  // While a ticket goes on, a retry must still get its first answer.
  const answers = await tx.query(
    `DELETE FROM "Answer" a USING "Ticket" t
     WHERE t.id = ANY($2) AND t."branchId" = $1 AND t."endedAt" IS NOT NULL
       AND a."branchId" = $1 AND position(t.id in a.body) > 0`,
    [branchId, touched],
  )
  const erased: Erased = { contacts: gone.rowCount ?? 0, storedAnswers: answers.rowCount ?? 0 }
  if (erased.contacts + erased.storedAnswers > 0)
    await record(tx, { ...entry, body: { ...entry.body, ...erased } })
  return erased
}

type StoredContact = InDatabase<ContactRow>

function contactOf(row: StoredContact): ContactRow {
  return {
    ...row,
    consentedAt: instantOf(row.consentedAt),
    forgetAt: instantOf(row.forgetAt),
  }
}
