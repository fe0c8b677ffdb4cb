import { customerKeyOf } from "../customers/customer-key.ts"
import type { House } from "../house.ts"
import type { Part } from "../part.ts"
import { contactRoutes } from "./contact-routes.ts"
import { type ContactTable, contactTable } from "./contact-table.ts"
import { contactsOf } from "./contacts.ts"

/** Phone numbers that customers left by consent. */
export function contactsPart({ config, database }: House): Part & { readonly table: ContactTable } {
  const table = contactTable(database)
  const contacts = contactsOf({ contacts: table, key: customerKeyOf(config) })
  return { table, routes: (api) => contactRoutes(api, { table, contacts }) }
}
