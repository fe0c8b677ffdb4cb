import type { RoleGrant } from "@giliran/contract/access"
import type { BranchId, TellerId } from "@giliran/contract/basics"
import { rolesWith } from "../access/roles.ts"
import { holdRecord, record } from "../audit/record.ts"
import type { Database } from "../database/database.ts"
import type { Asked, Tx } from "../database/tx.ts"
import { dateOf, dateOrNull, type InDatabase, instantOf, instantOrNull } from "../database/moments.ts"
import type {
  ListedStaff,
  SessionOfMember,
  SessionRow,
  StaffChange,
  StaffRow,
  StaffTable,
} from "./staff-table.ts"

export function staffTable({ pool, patiently, transaction, access }: Database): StaffTable {
  return {
    transaction,
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
    async change(tx) {
      await access.change(tx)
      return changeIn(tx)
    },
    async admit(tx) {
      await holdRecord(tx)
      return changeIn(tx)
    },
  }
}

function changeIn(tx: Tx): StaffChange {
  return {
    record: (entry) => record(tx, entry),
    member: (staffId) => readMember(tx, "id", staffId),
    memberOfSubject: (subject) => readMember(tx, "oidcSubject", subject),
    session: (digest) => readSession(tx, digest),
    async admins() {
      const { rows } = await tx.query<{ id: TellerId }>(
        `SELECT id FROM "Staff" JOIN "StaffRole" ON "staffId" = id
         WHERE "branchId" = '*' AND role = ANY($1) AND "disabledAt" IS NULL`,
        [rolesWith("manage-managers")],
      )
      return rows.map(({ id }) => id)
    },
    save: (member) => saveMember(tx, member),
    async startSession({ digest, staffId, method, startedAt, seenAt, provedAt, address }) {
      await tx.query(
        `INSERT INTO "StaffSession" (digest, "staffId", method, "startedAt", "seenAt", "provedAt", address)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [digest, staffId, method, new Date(startedAt), new Date(seenAt), new Date(provedAt), address],
      )
    },
    async endSession(digest, { at, by }) {
      await tx.query(
        `UPDATE "StaffSession" SET "endedAt" = $2, "endedBy" = $3 WHERE digest = $1 AND "endedAt" IS NULL`,
        [digest, new Date(at), by],
      )
    },
    async endSessionsOf(staffId, { at, by }) {
      const { rowCount } = await tx.query(
        `UPDATE "StaffSession" SET "endedAt" = $2, "endedBy" = $3 WHERE "staffId" = $1 AND "endedAt" IS NULL`,
        [staffId, new Date(at), by],
      )
      return rowCount ?? 0
    },
  }
}

/** As the driver reads it. */
type MemberInDatabase = Omit<InDatabase<StaffRow>, "staffId"> & { readonly id: TellerId }

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
  asked: Asked,
  {
    branchId = null,
    staffId = null,
  }: { readonly branchId?: BranchId | null; readonly staffId?: string | null },
): Promise<readonly ListedStaff[]> {
  const { rows } = await asked.query<MemberInDatabase & { readonly lastSeenAt: Date | null }>(
    `SELECT ${memberColumns}, (SELECT max(x."seenAt") FROM "StaffSession" x
       WHERE x."staffId" = s.id AND x."endedAt" IS NULL) AS "lastSeenAt"
     FROM "Staff" s
     WHERE ($1::text IS NULL OR EXISTS (SELECT FROM "StaffRole" r WHERE r."staffId" = s.id AND r."branchId" = $1))
       AND ($2::text IS NULL OR s.id = $2)
     ORDER BY s.name, s.id`,
    [branchId, staffId],
  )
  return rows.map((row) => ({ ...memberOf(row), lastSeenAt: instantOrNull(row.lastSeenAt) }))
}

async function readSession(asked: Asked, digest: string): Promise<SessionOfMember | null> {
  const { rows } = await asked.query<MemberInDatabase & Omit<InDatabase<SessionRow>, "digest" | "staffId">>(
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
      startedAt: instantOf(startedAt),
      seenAt: instantOf(seenAt),
      provedAt: instantOf(provedAt),
      address,
      endedAt: instantOrNull(endedAt),
    },
  }
}

async function saveMember(tx: Tx, member: StaffRow): Promise<void> {
  await tx.query(
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
      dateOrNull(member.secretUntil),
      member.oidcSubject,
      member.totpSecret,
      member.totpOffer,
      member.totpLastStep,
      member.recoveryCodes,
      member.failedCount,
      dateOrNull(member.lockedUntil),
      dateOf(member.createdAt),
      dateOrNull(member.disabledAt),
    ],
  )
  const branches = member.grants.map(({ branchId }) => branchId)
  const roles = member.grants.map(({ role }) => role)
  await tx.query(
    `DELETE FROM "StaffRole" WHERE "staffId" = $1
       AND ("branchId", role) NOT IN (SELECT * FROM unnest($2::text[], $3::text[]))`,
    [member.staffId, branches, roles],
  )
  await tx.query(
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
    secretUntil: instantOrNull(row.secretUntil),
    oidcSubject: row.oidcSubject,
    totpSecret: row.totpSecret,
    totpOffer: row.totpOffer,
    totpLastStep: row.totpLastStep,
    recoveryCodes: row.recoveryCodes,
    failedCount: row.failedCount,
    lockedUntil: instantOrNull(row.lockedUntil),
    createdAt: instantOf(row.createdAt),
    disabledAt: instantOrNull(row.disabledAt),
  }
}
