import type { Pool, PoolClient } from "pg"
import { type AuditedChange, audited } from "../audit/audit-chain.ts"
import type {
  DeviceBook,
  DeviceRow,
  DeviceTokenRow,
  HeldToken,
  NamedDevice,
  NewDeviceToken,
} from "./device-book.ts"
import { type DeviceColumns, deviceOf, type TokenColumns, tokenOf } from "./device-rows.ts"
import { devicePairings } from "./device-pairings.ts"
import { patiently } from "../branch/read-ledger.ts"

/** A token that was replaced is forgotten when nobody can renew by it any more. */
const tokenKeptMs = 90 * 24 * 60 * 60_000

export function deviceBook(pool: Pool, lookAtAccess: () => Promise<void>): DeviceBook {
  return {
    ofBranch: (branchId) =>
      patiently(async () => {
        const { rows } = await pool.query<DeviceColumns>(
          `SELECT * FROM "Device" WHERE "branchId" = $1 ORDER BY "pairedAt", id`,
          [branchId],
        )
        return rows.map(deviceOf)
      }),

    ...devicePairings(pool, lookAtAccess),
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
      patiently(() => inTransaction(pool, (client) => giveToken(client, deviceId, next, refusal))),

    async revoke(named, at, entry) {
      const before = await findDevice(pool, named)
      if (!before || before.revokedAt !== null) return before
      const device = await audited(pool, ({ client, record }) =>
        changed({ client, record }, named, async (held) => {
          if (held.revokedAt !== null) return null
          await record(entry(held))
          return client.query<DeviceColumns>(
            `UPDATE "Device" SET "revokedAt" = $2 WHERE id = $1 RETURNING *`,
            [held.id, new Date(at)],
          )
        }),
      )
      await lookAtAccess()
      return device
    },

    rename: (named, name, entry) =>
      audited(
        pool,
        ({ client, record }) =>
          changed({ client, record }, named, async (held) => {
            if (held.name === name) return null
            await record(entry(held))
            return client.query<DeviceColumns>(`UPDATE "Device" SET name = $2 WHERE id = $1 RETURNING *`, [
              held.id,
              name,
            ])
          }),
        { isChange: false },
      ),
  }
}

/** The device as it is after the change; as it was when `change` found nothing to do; null when there is none. */
async function changed(
  { client }: AuditedChange,
  { branchId, deviceId }: NamedDevice,
  change: (held: DeviceRow) => Promise<{ readonly rows: readonly DeviceColumns[] } | null>,
): Promise<DeviceRow | null> {
  const { rows } = await client.query<DeviceColumns>(
    `SELECT * FROM "Device" WHERE id = $1 AND "branchId" = $2 FOR UPDATE`,
    [deviceId, branchId],
  )
  const [held] = rows
  if (!held) return null
  const after = await change(deviceOf(held))
  return deviceOf(after?.rows[0] ?? held)
}

async function findDevice(pool: Pool, { branchId, deviceId }: NamedDevice): Promise<DeviceRow | null> {
  return patiently(async () => {
    const { rows } = await pool.query<DeviceColumns>(
      `SELECT * FROM "Device" WHERE id = $1 AND "branchId" = $2`,
      [deviceId, branchId],
    )
    return rows[0] ? deviceOf(rows[0]) : null
  })
}

async function readHeldToken(pool: Pool, digest: string): Promise<HeldToken | null> {
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
  client: PoolClient,
  deviceId: string,
  { digest, at, until, askedAt }: NewDeviceToken,
  refusal: (device: DeviceRow, tokens: readonly DeviceTokenRow[]) => Refusal | null,
): Promise<{ readonly device: DeviceRow; readonly refused: Refusal | null }> {
  const found = await client.query<DeviceColumns>(`SELECT * FROM "Device" WHERE id = $1 FOR UPDATE`, [
    deviceId,
  ])
  const [row] = found.rows
  if (!row) throw new Error(`There is no device ${deviceId}`)
  const device = deviceOf(row)
  const { rows } = await client.query<TokenColumns>(`SELECT * FROM "DeviceToken" WHERE "deviceId" = $1`, [
    deviceId,
  ])
  // Tried again because the answer of the first commit was lost: it had landed.
  if (rows.some((token) => token.digest === digest)) return { device, refused: null }
  const refused = refusal(device, rows.map(tokenOf))
  if (refused !== null) return { device, refused }
  await client.query(
    `UPDATE "DeviceToken" SET "replacedAt" = $2 WHERE "deviceId" = $1 AND "replacedAt" IS NULL`,
    [deviceId, new Date(at)],
  )
  await client.query(`DELETE FROM "DeviceToken" WHERE "deviceId" = $1 AND until < $2`, [
    deviceId,
    new Date(at - tokenKeptMs),
  ])
  await client.query(
    `INSERT INTO "DeviceToken" (digest, "deviceId", "issuedAt", until) VALUES ($1, $2, $3, $4)`,
    [digest, deviceId, new Date(at), new Date(until)],
  )
  if (askedAt !== null)
    await client.query(`UPDATE "Device" SET "askedAt" = $2 WHERE id = $1`, [deviceId, askedAt])
  return { device, refused: null }
}

async function inTransaction<Result>(
  pool: Pool,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  let isBroken = false
  try {
    await client.query("BEGIN")
    const result = await work(client)
    await client.query("COMMIT")
    return result
  } catch (error) {
    await client.query("ROLLBACK").catch(() => (isBroken = true))
    throw error
  } finally {
    client.release(isBroken)
  }
}
