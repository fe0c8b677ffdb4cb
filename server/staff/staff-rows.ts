import type { BranchId, Instant, TellerId } from "@giliran/contract/basics"
import type { RoleGrant } from "@giliran/contract/access"
import type { Pool, PoolClient } from "pg"
import { rolesWith } from "../access/roles.ts"
import { audited } from "../audit/audit-chain.ts"
import { patiently } from "../branch/read-ledger.ts"
import type {
  ListedStaff,
  SessionMethod,
  SessionOfMember,
  StaffBook,
  StaffChange,
  StaffRow,
} from "./staff-book.ts"

/** `look`: this server has changed something, and hears of it at once. */
export function createStaffBook(pool: Pool, look: () => Promise<void>): StaffBook {
  return {
    member: (staffId) => patiently(() => readMember(pool, "id", staffId)),
    memberOfSubject: (subject) => patiently(() => readMember(pool, "oidcSubject", subject)),
    list: (of) => patiently(() => readList(pool, { branchId: of === "everybody" ? null : of })),
    async listed(staffId) {
      const [only] = await patiently(() => readList(pool, { staffId }))
      return only ?? null
    },
    session: (digest) => patiently(() => readSession(pool, digest)),
    async seen(digest, at) {
      await patiently(() =>
        pool.query(`UPDATE "StaffSession" SET "seenAt" = greatest("seenAt", $2) WHERE digest = $1`, [
          digest,
          new Date(at),
        ]),
      )
    },
    async change(work) {
      const result = await audited(pool, ({ client, record }) => work({ ...changeOn(client), record }))
      await look()
      return result
    },
    admit: (work) =>
      audited(pool, ({ client, record }) => work({ ...changeOn(client), record }), { isChange: false }),
  }
}

function changeOn(client: PoolClient): Omit<StaffChange, "record"> {
  return {
    member: (staffId) => readMember(client, "id", staffId),
    memberOfSubject: (subject) => readMember(client, "oidcSubject", subject),
    session: (digest) => readSession(client, digest),
    async admins() {
      const { rows } = await client.query<{ id: TellerId }>(
        `SELECT id FROM "Staff" JOIN "StaffRole" ON "staffId" = id
         WHERE "branchId" = '*' AND role = ANY($1) AND "disabledAt" IS NULL`,
        [rolesWith("manage-managers")],
      )
      return rows.map(({ id }) => id)
    },
    save: (member) => saveMember(client, member),
    async startSession({ digest, staffId, method, startedAt, seenAt, provedAt, address }) {
      await client.query(
        `INSERT INTO "StaffSession" (digest, "staffId", method, "startedAt", "seenAt", "provedAt", address)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [digest, staffId, method, new Date(startedAt), new Date(seenAt), new Date(provedAt), address],
      )
    },
    async endSession(digest, { at, by }) {
      await client.query(
        `UPDATE "StaffSession" SET "endedAt" = $2, "endedBy" = $3 WHERE digest = $1 AND "endedAt" IS NULL`,
        [digest, new Date(at), by],
      )
    },
    async endSessionsOf(staffId, { at, by }) {
      const { rowCount } = await client.query(
        `UPDATE "StaffSession" SET "endedAt" = $2, "endedBy" = $3 WHERE "staffId" = $1 AND "endedAt" IS NULL`,
        [staffId, new Date(at), by],
      )
      return rowCount ?? 0
    },
  }
}

type Asked = Pick<Pool | PoolClient, "query">

/** As the driver reads it. */
interface MemberInDatabase extends Omit<
  StaffRow,
  "staffId" | "secretUntil" | "lockedUntil" | "createdAt" | "disabledAt"
> {
  readonly id: TellerId
  readonly secretUntil: Date | null
  readonly lockedUntil: Date | null
  readonly createdAt: Date
  readonly disabledAt: Date | null
}

const memberColumns = `s.id, s.name, s."passwordHash", s."secretUntil", s."oidcSubject", s."totpSecret", s."totpOffer",
  s."totpLastStep", s."recoveryCodes", s."failedCount", s."lockedUntil", s."createdAt", s."disabledAt",
  coalesce((SELECT json_agg(json_build_object('branchId', r."branchId", 'role', r.role) ORDER BY r."branchId", r.role)
    FROM "StaffRole" r WHERE r."staffId" = s.id), '[]') AS grants`

async function readMember(asked: Asked, by: "id" | "oidcSubject", value: string): Promise<StaffRow | null> {
  const { rows } = await asked.query<MemberInDatabase>(
    `SELECT ${memberColumns} FROM "Staff" s WHERE s."${by}" = $1`,
    [value],
  )
  return rows[0] ? memberOf(rows[0]) : null
}

async function readList(
  pool: Pool,
  {
    branchId = null,
    staffId = null,
  }: { readonly branchId?: BranchId | null; readonly staffId?: string | null },
): Promise<readonly ListedStaff[]> {
  const { rows } = await pool.query<MemberInDatabase & { readonly lastSeenAt: Date | null }>(
    `SELECT ${memberColumns}, (SELECT max(x."seenAt") FROM "StaffSession" x
       WHERE x."staffId" = s.id AND x."endedAt" IS NULL) AS "lastSeenAt"
     FROM "Staff" s
     WHERE ($1::text IS NULL OR EXISTS (SELECT FROM "StaffRole" r WHERE r."staffId" = s.id AND r."branchId" = $1))
       AND ($2::text IS NULL OR s.id = $2)
     ORDER BY s.name, s.id`,
    [branchId, staffId],
  )
  return rows.map((row) => ({ ...memberOf(row), lastSeenAt: maybe(row.lastSeenAt) }))
}

async function readSession(asked: Asked, digest: string): Promise<SessionOfMember | null> {
  const { rows } = await asked.query<
    MemberInDatabase & {
      readonly method: SessionMethod
      readonly startedAt: Date
      readonly seenAt: Date
      readonly provedAt: Date
      readonly address: string
      readonly endedAt: Date | null
    }
  >(
    `SELECT ${memberColumns}, x.method, x."startedAt", x."seenAt", x."provedAt", x.address, x."endedAt"
     FROM "StaffSession" x JOIN "Staff" s ON s.id = x."staffId" WHERE x.digest = $1`,
    [digest],
  )
  const [row] = rows
  if (!row) return null
  const { id, method, startedAt, seenAt, provedAt, address, endedAt } = row
  return {
    member: memberOf(row),
    session: {
      digest,
      staffId: id,
      method,
      startedAt: instant(startedAt),
      seenAt: instant(seenAt),
      provedAt: instant(provedAt),
      address,
      endedAt: maybe(endedAt),
    },
  }
}

async function saveMember(client: PoolClient, member: StaffRow): Promise<void> {
  await client.query(
    `INSERT INTO "Staff" (id, name, "passwordHash", "secretUntil", "oidcSubject", "totpSecret", "totpOffer", "totpLastStep",
       "recoveryCodes", "failedCount", "lockedUntil", "createdAt", "disabledAt")
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, "passwordHash" = excluded."passwordHash",
       "secretUntil" = excluded."secretUntil", "oidcSubject" = excluded."oidcSubject", "totpSecret" = excluded."totpSecret",
       "totpOffer" = excluded."totpOffer", "totpLastStep" = excluded."totpLastStep",
       "recoveryCodes" = excluded."recoveryCodes", "failedCount" = excluded."failedCount",
       "lockedUntil" = excluded."lockedUntil", "disabledAt" = excluded."disabledAt"`,
    [
      member.staffId,
      member.name,
      member.passwordHash,
      date(member.secretUntil),
      member.oidcSubject,
      member.totpSecret,
      member.totpOffer,
      member.totpLastStep,
      member.recoveryCodes,
      member.failedCount,
      date(member.lockedUntil),
      date(member.createdAt),
      date(member.disabledAt),
    ],
  )
  const branches = member.grants.map(({ branchId }) => branchId)
  const roles = member.grants.map(({ role }) => role)
  await client.query(
    `DELETE FROM "StaffRole" WHERE "staffId" = $1
       AND ("branchId", role) NOT IN (SELECT * FROM unnest($2::text[], $3::text[]))`,
    [member.staffId, branches, roles],
  )
  await client.query(
    `INSERT INTO "StaffRole" ("staffId", "branchId", role) SELECT $1, * FROM unnest($2::text[], $3::text[])
     ON CONFLICT DO NOTHING`,
    [member.staffId, branches, roles],
  )
}

function memberOf(row: MemberInDatabase): StaffRow {
  return {
    staffId: row.id,
    name: row.name,
    grants: row.grants satisfies readonly RoleGrant[],
    passwordHash: row.passwordHash,
    secretUntil: maybe(row.secretUntil),
    oidcSubject: row.oidcSubject,
    totpSecret: row.totpSecret,
    totpOffer: row.totpOffer,
    totpLastStep: row.totpLastStep,
    recoveryCodes: row.recoveryCodes,
    failedCount: row.failedCount,
    lockedUntil: maybe(row.lockedUntil),
    createdAt: instant(row.createdAt),
    disabledAt: maybe(row.disabledAt),
  }
}

function instant(moment: Date): Instant {
  return moment.getTime() as Instant
}

function maybe(moment: Date | null): Instant | null {
  return moment && instant(moment)
}

function date(moment: Instant | null): Date | null {
  return moment === null ? null : new Date(moment)
}
