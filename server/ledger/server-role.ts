import { type ClientBase, escapeIdentifier, type Pool } from "pg"

/** What is added and never changed: the server's role may read it and add to it, and no more. */
const appendOnly: ReadonlySet<string> = new Set(["Event", "AuditEntry", "DailyRoot"])
/** Only whoever applies migrations writes this. */
const readOnly: ReadonlySet<string> = new Set(["_prisma_migrations"])

/** Of our own, so that two servers that start together do not change the same rows of the catalogue. */
const grantLock = 72707370

/** The role that the server runs as gets what it needs of every table that there is: by the owner, after the migrations. */
export async function grantToServer(owner: ClientBase, role: string): Promise<void> {
  const name = escapeIdentifier(role)
  const { rows } = await owner.query<{ table: string }>(
    `SELECT relname AS table FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')`,
  )
  const grants = rows.flatMap(({ table }) => {
    const on = `ON ${escapeIdentifier(table)}`
    return [`REVOKE ALL ${on} FROM PUBLIC, ${name}`, `GRANT ${rightsOn(table)} ${on} TO ${name}`]
  })
  await owner.query("BEGIN")
  try {
    await owner.query("SELECT pg_advisory_xact_lock($1)", [grantLock])
    await owner.query([`GRANT USAGE ON SCHEMA public TO ${name}`, ...grants].join(";\n"))
    await owner.query("COMMIT")
  } catch (error) {
    await owner.query("ROLLBACK")
    throw error
  }
}

function rightsOn(table: string): string {
  if (readOnly.has(table)) return "SELECT"
  return appendOnly.has(table) ? "SELECT, INSERT" : "SELECT, INSERT, UPDATE, DELETE"
}

/** Whether the role that asks may add to the record and cannot change it. An owner could give itself the right. */
export async function isWalled(asked: Pick<Pool, "query">): Promise<boolean> {
  const { rows } = await asked.query<{ isWalled: boolean }>(
    `SELECT bool_and(NOT (
         has_any_column_privilege(oid, 'UPDATE') OR has_table_privilege(oid, 'DELETE, TRUNCATE, TRIGGER')
         OR pg_has_role(relowner, 'USAGE')
       )) AS "isWalled"
     FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname = ANY($1)`,
    [[...appendOnly]],
  )
  return rows[0]?.isWalled ?? false
}

export async function roleOf(asked: Pick<ClientBase, "query">): Promise<string> {
  const { rows } = await asked.query<{ role: string }>("SELECT current_user AS role")
  return rows[0]?.role ?? ""
}
