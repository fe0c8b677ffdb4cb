import type { TokenHolders } from "../access/callers.ts"
import type { House } from "../house.ts"
import type { Part } from "../part.ts"
import { keyCallers } from "./key-callers.ts"
import { keyRoutes } from "./key-routes.ts"
import { type KeyTable, keyTable } from "./key-table.ts"

/** The API keys of the bank's scripts. */
export function keysPart(
  { database }: House,
  isDemoOpen: boolean,
): Part & { readonly keys: KeyTable; readonly callers: TokenHolders } {
  const keys = keyTable(database)
  return { keys, callers: keyCallers(keys, isDemoOpen), routes: (api) => keyRoutes(api, keys) }
}
