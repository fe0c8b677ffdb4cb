import { type ClientBase, escapeIdentifier, type Pool } from "pg"

/** What is added and never changed: the server's role may read it and add to it, and no more. */
const appendOnly: ReadonlySet<string> = new Set(["Event", "AuditEntry", "DailyRoot"])
/** Only whoever applies migrations writes this. */
const readOnly: ReadonlySet<string> = new Set(["_prisma_migrations"])

/** Of our own, so that two servers that start together do not change the same rows of the catalogue. */
const grantLock = 72707370

/**
 * The role that the server runs as has what it needs of every table that there is, and nothing else, nor has everybody: by the owner, after
 * the migrations. Where it is so already nothing is written.
 */
export async function grantToServer(owner: ClientBase, role: string): Promise<void> {
  const name = escapeIdentifier(role)
  const tables = await tablesWithWrongRights(owner, name)
  if (tables.length === 0) return
  const grants = tables.flatMap((table) => {
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

/** A right on a single column, or one that may be passed on, is a wrong one as well. */
async function tablesWithWrongRights(owner: ClientBase, name: string): Promise<readonly string[]> {
  const { rows } = await owner.query<{ table: string; rights: string | null; isOtherwise: boolean }>(
    `SELECT relname AS table,
       (SELECT string_agg(privilege_type, ', ' ORDER BY privilege_type) FROM aclexplode(relacl)
        WHERE grantee IN (0, $1::regrole)) AS rights,
       EXISTS (SELECT FROM aclexplode(relacl) WHERE grantee = $1::regrole AND is_grantable)
         OR EXISTS (SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attacl IS NOT NULL)
         OR NOT has_schema_privilege($1::regrole, relnamespace, 'USAGE') AS "isOtherwise"
     FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')`,
    [name],
  )
  return rows
    .filter(({ table, rights, isOtherwise }) => isOtherwise || rights !== rightsOn(table))
    .map(({ table }) => table)
}

/** In the order of the alphabet. */
function rightsOn(table: string): string {
  if (readOnly.has(table)) return "SELECT"
  return appendOnly.has(table) ? "INSERT, SELECT" : "DELETE, INSERT, SELECT, UPDATE"
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
