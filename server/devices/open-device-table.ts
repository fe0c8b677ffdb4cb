import { holdRecord, record } from "../audit/record.ts"
import type { Database } from "../database/database.ts"
import type { Asked, Tx } from "../database/tx.ts"
import type {
  DeviceTable,
  DeviceRow,
  DeviceTokenRow,
  HeldToken,
  NamedDevice,
  NewDeviceToken,
} from "./device-table.ts"
import { type DeviceColumns, deviceOf, type TokenColumns, tokenOf } from "./device-rows.ts"
import { pairingTable } from "./pairing-table.ts"

/** A token that was replaced is forgotten when nobody can renew by it any more. */
const tokenKeptMs = 90 * 24 * 60 * 60_000

export function deviceTable(database: Database): DeviceTable {
  const { pool, patiently, access } = database
  return {
    ofBranch: (branchId) =>
      patiently(async () => {
        const { rows } = await pool.query<DeviceColumns>(
          `SELECT * FROM "Device" WHERE "branchId" = $1 ORDER BY "pairedAt", id`,
          [branchId],
        )
        return rows.map(deviceOf)
      }),

    ...pairingTable(database),
    findToken: (digest) => patiently(() => readHeldToken(pool, digest)),

    sawToken: (digest, at) =>
      patiently(async () => {
        await pool.query(
          `WITH token AS (
             UPDATE "DeviceToken" SET "usedAt" = coalesce("usedAt", $2) WHERE digest = $1 RETURNING "deviceId"
           )
           UPDATE "Device" SET "seenAt" = $2 FROM token WHERE id = token."deviceId"`,
          [digest, new Date(at)],
        )
      }),

    giveToken: (deviceId, next, refusal) =>
      database.transaction((tx) => giveToken(tx, deviceId, next, refusal)),

    async revoke(tx, named, at, entry) {
      const before = await findDevice(tx, named)
      if (!before || before.revokedAt !== null) return before
      // Before the device's own row is held: whoever changes access has both in this order.
      await access.change(tx)
      return changed(tx, named, async (held) => {
        if (held.revokedAt !== null) return null
        await record(tx, entry(held))
        return tx.query<DeviceColumns>(`UPDATE "Device" SET "revokedAt" = $2 WHERE id = $1 RETURNING *`, [
          held.id,
          new Date(at),
        ])
      })
    },

    async rename(tx, named, name, entry) {
      await holdRecord(tx)
      return changed(tx, named, async (held) => {
        if (held.name === name) return null
        await record(tx, entry(held))
        return tx.query<DeviceColumns>(`UPDATE "Device" SET name = $2 WHERE id = $1 RETURNING *`, [
          held.id,
          name,
        ])
      })
    },
  }
}

/** The device as it is after the change; as it was when `change` found nothing to do; null when there is none. */
async function changed(
  tx: Tx,
  { branchId, deviceId }: NamedDevice,
  change: (held: DeviceRow) => Promise<{ readonly rows: readonly DeviceColumns[] } | null>,
): Promise<DeviceRow | null> {
  const { rows } = await tx.query<DeviceColumns>(
    `SELECT * FROM "Device" WHERE id = $1 AND "branchId" = $2 FOR UPDATE`,
    [deviceId, branchId],
  )
  const [held] = rows
  if (!held) return null
  const after = await change(deviceOf(held))
  return deviceOf(after?.rows[0] ?? held)
}

async function findDevice(asked: Asked, { branchId, deviceId }: NamedDevice): Promise<DeviceRow | null> {
  const { rows } = await asked.query<DeviceColumns>(
    `SELECT * FROM "Device" WHERE id = $1 AND "branchId" = $2`,
    [deviceId, branchId],
  )
  return rows[0] ? deviceOf(rows[0]) : null
}

async function readHeldToken(pool: Database["pool"], digest: string): Promise<HeldToken | null> {
  const { rows } = await pool.query<{ token: TokenColumns; device: DeviceColumns; isOutlived: boolean }>({
    name: "device-token",
    text: `SELECT to_jsonb(held) AS token, to_jsonb(device) AS device, EXISTS (
             SELECT FROM "DeviceToken" later
             WHERE later."deviceId" = held."deviceId" AND later."issuedAt" > held."issuedAt" AND later."usedAt" IS NOT NULL
           ) AS "isOutlived"
           FROM "DeviceToken" held JOIN "Device" device ON device.id = held."deviceId" WHERE held.digest = $1`,
    values: [digest],
  })
  const [row] = rows
  return row ? { token: tokenOf(row.token), device: deviceOf(row.device), isOutlived: row.isOutlived } : null
}

async function giveToken<Refusal extends string>(
  tx: Tx,
  deviceId: string,
  { digest, at, until, askedAt }: NewDeviceToken,
  refusal: (device: DeviceRow, tokens: readonly DeviceTokenRow[]) => Refusal | null,
): Promise<{ readonly device: DeviceRow; readonly refused: Refusal | null }> {
  const found = await tx.query<DeviceColumns>(`SELECT * FROM "Device" WHERE id = $1 FOR UPDATE`, [deviceId])
  const [row] = found.rows
  if (!row) throw new Error(`There is no device ${deviceId}`)
  const device = deviceOf(row)
  const { rows } = await tx.query<TokenColumns>(`SELECT * FROM "DeviceToken" WHERE "deviceId" = $1`, [
    deviceId,
  ])
  // Tried again because the answer of the first commit was lost: it had landed.
  if (rows.some((token) => token.digest === digest)) return { device, refused: null }
  const refused = refusal(device, rows.map(tokenOf))
  if (refused !== null) return { device, refused }
  await tx.query(
    `UPDATE "DeviceToken" SET "replacedAt" = $2 WHERE "deviceId" = $1 AND "replacedAt" IS NULL`,
    [deviceId, new Date(at)],
  )
  await tx.query(`DELETE FROM "DeviceToken" WHERE "deviceId" = $1 AND until < $2`, [
    deviceId,
    new Date(at - tokenKeptMs),
  ])
  await tx.query(
    `INSERT INTO "DeviceToken" (digest, "deviceId", "issuedAt", until) VALUES ($1, $2, $3, $4)`,
    [digest, deviceId, new Date(at), new Date(until)],
  )
  if (askedAt !== null)
    await tx.query(`UPDATE "Device" SET "askedAt" = $2 WHERE id = $1`, [deviceId, askedAt])
  return { device, refused: null }
}
