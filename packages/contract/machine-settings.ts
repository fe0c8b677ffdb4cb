import { z } from "zod"
import { CounterId, Text, ZoneId } from "./basics.ts"
import { DeviceState, PrinterStatus } from "./device-health.ts"
import { PrinterPlan } from "./plan.ts"
import { pinForm } from "./written-forms.ts"

/** What staff set on one machine, behind the branch's PIN. The settings themselves stay on the machine. */

export const SettingsPin = z.string().regex(pinForm)

export const OpenSettingsBody = z.strictObject({ pin: SettingsPin })
export type OpenSettingsBody = z.infer<typeof OpenSettingsBody>

/** Before a PIN is typed. */
export const SettingsDoor = z.strictObject({ isPinSet: z.boolean() })
export type SettingsDoor = z.infer<typeof SettingsDoor>

/** What there is to choose from in this branch, and how the server sees the machine. */
export const SettingsOpened = z.strictObject({
  /** The machine's, as its manager named it. */
  name: z.string(),
  /** Null: it has not reported yet. */
  health: DeviceState.nullable(),
  printers: z.array(
    z.strictObject({ id: z.string(), paperMm: PrinterPlan.shape.paperMm, status: PrinterStatus }),
  ),
  zones: z.array(z.strictObject({ id: ZoneId, name: Text })),
  counters: z.array(CounterId),
})
export type SettingsOpened = z.infer<typeof SettingsOpened>

/** A ticket that is none: by a printer of the plan, or drawn for the machine to put out itself. */
export const TestPrintBody = z.discriminatedUnion("by", [
  z.strictObject({ by: z.literal("printer"), printer: PrinterPlan.shape.id }),
  z.strictObject({
    by: z.literal("machine"),
    form: z.enum(["picture", "escpos", "star"]),
    paperMm: PrinterPlan.shape.paperMm,
  }),
])
export type TestPrintBody = z.infer<typeof TestPrintBody>

export const TestPrinted = z.discriminatedUnion("by", [
  z.strictObject({ by: z.literal("printer"), status: PrinterStatus }),
  /** A picture as SVG, one unit a dot; a printer's bytes in base64. */
  z.strictObject({ by: z.literal("machine"), document: z.string() }),
])
export type TestPrinted = z.infer<typeof TestPrinted>

/** Shown this once. */
export const SettingsPinMade = z.strictObject({ pin: SettingsPin })
export type SettingsPinMade = z.infer<typeof SettingsPinMade>
