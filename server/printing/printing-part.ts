import type { House } from "../house.ts"
import type { Part } from "../part.ts"
import { drawRoute } from "./draw-route.ts"
import { printRoute } from "./print-route.ts"
import { openPrinters, type Printers } from "./printers.ts"

/** Tickets on paper, by network printers and by the kiosks' own. */
export function printingPart({ log, world }: House): Part & { readonly printers: Printers } {
  const printers = openPrinters({ log, world })
  return {
    printers,
    routes(api) {
      printRoute(api, printers)
      drawRoute(api)
    },
    news: [{ kind: "printers", of: (room) => printers.shown(room), onNews: printers.onNews }],
    watch: printers.watch,
    close: printers.close,
  }
}
