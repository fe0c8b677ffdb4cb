import { record } from "../audit/record.ts"
import type { Database } from "../database/database.ts"
import type { DeviceTable } from "./device-table.ts"
import { type DeviceColumns, deviceOf, type PairingColumns, pairingOf } from "./device-rows.ts"

/** Far more screens than any bank pairs in five minutes; whoever fills the table with codes gets no further. */
const openPairings = 10_000
/** A code that ran out is forgotten after this. */
const pairingKeptMs = 10 * 60_000

type Pairings = Pick<DeviceTable, "beginPairing" | "findPairing" | "takeTurn" | "useUp" | "approve">

export function pairingTable({ pool, patiently, access }: Database): Pairings {
  return {
    beginPairing: ({ deviceDigest, userDigest, kind, publicKey, at, until, pollAfter }) =>
      patiently(async () => {
        await pool.query(`DELETE FROM "Pairing" WHERE until < $1`, [new Date(at - pairingKeptMs)])
        const { rows } = await pool.query<{ openCount: number }>(
          `SELECT count(*)::int AS "openCount" FROM "Pairing" WHERE until > $1`,
          [new Date(at)],
        )
        if ((rows[0]?.openCount ?? 0) >= openPairings) return "too-many"
        const { rowCount } = await pool.query(
          `INSERT INTO "Pairing" ("deviceDigest", "userDigest", kind, "publicKey", until, "pollAfter")
           VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
          [deviceDigest, userDigest, kind, JSON.stringify(publicKey), new Date(until), new Date(pollAfter)],
        )
        return rowCount === 1 ? "begun" : "code-taken"
      }),

    findPairing: (by, digest) =>
      patiently(async () => {
        const { rows } = await pool.query<PairingColumns>(`SELECT * FROM "Pairing" WHERE "${by}" = $1`, [
          digest,
        ])
        return rows[0] ? pairingOf(rows[0]) : null
      }),

    takeTurn: (deviceDigest, at, next) =>
      patiently(async () => {
        const { rowCount } = await pool.query(
          `UPDATE "Pairing" SET "pollAfter" = $3 WHERE "deviceDigest" = $1 AND "pollAfter" <= $2`,
          [deviceDigest, new Date(at), new Date(next)],
        )
        return rowCount === 1
      }),

    useUp: (deviceDigest, at, usedSince) =>
      patiently(async () => {
        const { rowCount } = await pool.query(
          `UPDATE "Pairing" SET "usedAt" = coalesce("usedAt", $2)
           WHERE "deviceDigest" = $1 AND ("usedAt" IS NULL OR "usedAt" >= $3)`,
          [deviceDigest, new Date(at), new Date(usedSince)],
        )
        return rowCount === 1
      }),

    async approve(tx, { deviceDigest, deviceId, branchId, name, counterId, at, approvedBy }, entry) {
      await access.change(tx)
      // Tried again because the answer of the first commit was lost: it had landed.
      const landed = await tx.query<DeviceColumns>(`SELECT * FROM "Device" WHERE id = $1`, [deviceId])
      if (landed.rows[0]) return deviceOf(landed.rows[0])
      const { rowCount } = await tx.query(
        `UPDATE "Pairing" SET "deviceId" = $2 WHERE "deviceDigest" = $1 AND "deviceId" IS NULL AND until > $3`,
        [deviceDigest, deviceId, new Date(at)],
      )
      if (rowCount !== 1) return null
      const { rows } = await tx.query<DeviceColumns>(
        `INSERT INTO "Device" (id, "branchId", kind, name, "counterId", "publicKey", "pairedAt", "approvedBy")
         SELECT $2, $3, kind, $4, $5, "publicKey", $6, $7 FROM "Pairing" WHERE "deviceDigest" = $1 RETURNING *`,
        [deviceDigest, deviceId, branchId, name, counterId, new Date(at), approvedBy],
      )
      await record(tx, entry)
      return rows[0] ? deviceOf(rows[0]) : null
    },
  }
}
