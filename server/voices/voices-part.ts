import type { House } from "../house.ts"
import type { Part } from "../part.ts"
import { voiceRoutes } from "./voice-routes.ts"
import { voiceTable } from "./voice-table.ts"

/** With what displays speak. */
export function voicesPart({ database }: House): Part {
  return { routes: (api) => voiceRoutes(api, voiceTable(database)) }
}
