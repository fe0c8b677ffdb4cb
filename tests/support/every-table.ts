import { query } from "./postgres.ts"

/** Every row of every table as text, a table a name: what somebody would read who got the whole database. */
export async function everyTable(url: string): Promise<ReadonlyMap<string, string>> {
  const tables = await query<{ name: string }>(
    url,
    `SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public'`,
  )
  const texts = new Map<string, string>()
  for (const { name } of tables) {
    const rows = await query<{ row: string }>(url, `SELECT t::text AS row FROM ${name} t`)
    texts.set(name, rows.map(({ row }) => row).join("\n"))
  }
  return texts
}
