import { z } from "zod"
import { Instant, Language, Text } from "./basics.ts"

/**
 * What a screen reports of itself, so that somebody hears of it before the customers do. One union a concern; a screen that has no such
 * thing (a display has no printer) leaves the concern out.
 */

/** How calls are heard there. */
export const SoundHealth = z.discriminatedUnion("status", [
  z.strictObject({ status: z.literal("on") }),
  /** Nobody wants it to sound: a setting of this screen. */
  z.strictObject({ status: z.literal("off") }),
  /** The browser keeps it silent until somebody touches the screen. */
  z.strictObject({ status: z.literal("muted") }),
  /** It chimes, and has no voice for this language: calls are read, not heard. */
  z.strictObject({ status: z.literal("no-voice"), language: Language }),
  /** Playing was tried again and again, and failed. */
  z.strictObject({ status: z.literal("failed") }),
])
export type SoundHealth = z.infer<typeof SoundHealth>

/** How a printer is. `failed` answers, and not as a printer does, or broke off in the middle. */
export const PrinterStatus = z.enum(["ready", "paper-low", "paper-out", "cover-open", "offline", "failed"])
export type PrinterStatus = z.infer<typeof PrinterStatus>

/** How tickets come out there. */
export const PrinterHealth = z.discriminatedUnion("status", [z.strictObject({ status: PrinterStatus })])
export type PrinterHealth = z.infer<typeof PrinterHealth>

/** How the page itself runs. */
export const PageHealth = z.discriminatedUnion("status", [
  z.strictObject({ status: z.literal("well") }),
  /** It stood still and was loaded again, then. */
  z.strictObject({ status: z.literal("recovered"), at: Instant }),
])
export type PageHealth = z.infer<typeof PageHealth>

export const HealthReport = z.strictObject({
  /** Of the pages that it runs. */
  build: z.string().min(1).max(64).optional(),
  sound: SoundHealth.optional(),
  printer: PrinterHealth.optional(),
  page: PageHealth.optional(),
})
export type HealthReport = z.infer<typeof HealthReport>

/** What is not well with a screen, in the words of a line: "suara mati". */
export const DeviceTrouble = z.strictObject({
  what: z.enum(["help", "not-heard", "sound", "printer", "page"]),
  words: Text,
})
export type DeviceTrouble = z.infer<typeof DeviceTrouble>

/** A screen as it last reported. */
export const DeviceState = z.strictObject({
  /** Its word, however old. */
  report: HealthReport,
  /** It was there then; moves on for as long as it is. */
  heardAt: Instant,
  isHere: z.boolean(),
  /** None: all is well. */
  troubles: z.array(DeviceTrouble),
})
export type DeviceState = z.infer<typeof DeviceState>

/** A screen with a trouble, in a supervisor's counter view. */
export const TroubledDevice = z.strictObject({
  deviceId: z.string(),
  name: z.string(),
  troubles: z.array(DeviceTrouble).min(1),
})
export type TroubledDevice = z.infer<typeof TroubledDevice>
