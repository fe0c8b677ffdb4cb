import { z } from "zod"
import { Text } from "./basics.ts"
import { PrinterStatus } from "./device-health.ts"
import { HelpShown } from "./help.ts"
import { Opening, ServiceQueue, ServiceStatus, viewHead } from "./view-head.ts"

export const ServiceCard = ServiceQueue.extend({
  line: Text,
  group: Text.nullable(),
  bring: z.array(Text),
  cost: Text.nullable(),
  availability: ServiceStatus,
})
export type ServiceCard = z.infer<typeof ServiceCard>

/** A network printer of the branch, as the server last found it. */
export const PrinterShown = z.strictObject({ id: z.string(), status: PrinterStatus })
export type PrinterShown = z.infer<typeof PrinterShown>

export const KioskView = z.strictObject({
  kind: z.literal("kiosk"),
  ...viewHead,
  opening: Opening,
  services: z.array(ServiceCard),
  /** Customers may wish not to be called aloud (DISCREET-2). */
  offersDiscreet: z.boolean(),
  /** The bank's own words at the foot of a ticket on paper. */
  paperText: Text.nullable(),
  printers: z.array(PrinterShown),
  /** Where in the branch customers ask for somebody. */
  help: z.array(HelpShown),
})
export type KioskView = z.infer<typeof KioskView>
