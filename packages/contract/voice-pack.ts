import { z } from "zod"
import { BranchId, Instant, Language } from "./basics.ts"
import { longest } from "./written-forms.ts"

/**
 * A voice pack: a folder with `manifest.json` and one small audio file a clip. A call is clips in a row: "nomor antrean", "a", "nol",
 * "empat", "dua", "silakan menuju loket", "dua". Installed as one file with all of it.
 */

/** What a clip is called: `letter-a`, `empat`, `please-go-to-counter`. */
export const ClipId = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)

/** No path: a file of the same folder. */
const ClipFile = z.string().regex(/^[a-z0-9-]{1,60}\.(mp3|wav)$/)

/** Clips in a row, by their ids and a space between. */
const ClipRow = z.string().max(200)

export const VoiceManifest = z.strictObject({
  format: z.literal(1),
  language: Language,
  /** For people: "Dewi, cabang Sudirman". */
  name: z.string().trim().min(1).max(longest.name),
  /** How the digits of a ticket number are read: each for itself, "nol empat dua", or as a number, "empat puluh dua". */
  reads: z.enum(["digits", "number"]),
  /** What a call says; `#number` and `#counter` stand for those of the call. */
  sentence: ClipRow,
  /** Row 42 says "forty-two"; 0 to 9 are the digits. */
  numbers: z.array(ClipRow).length(1000),
  clips: z.record(ClipId, z.strictObject({ file: ClipFile, text: z.string().min(1).max(120) })),
})
export type VoiceManifest = z.infer<typeof VoiceManifest>

/** A voice that a branch's displays speak with. */
export const BranchVoice = z.strictObject({
  language: Language,
  name: z.string(),
  /** Where its manifest and its clips lie, with a slash at the end. What lies there never changes. */
  path: z.string(),
  /** Null of the voice that comes with the product. */
  installed: z.strictObject({ at: Instant, by: z.string() }).nullable(),
})
export type BranchVoice = z.infer<typeof BranchVoice>

export const BranchVoices = z.strictObject({ branch: BranchId, voices: z.array(BranchVoice) })
export type BranchVoices = z.infer<typeof BranchVoices>

/** A pack as one file: what the recorder downloads and the server installs. Clips by their ids, WAVs in base64. */
export const VoicePackFile = z.strictObject({
  manifest: VoiceManifest,
  clips: z.record(ClipId, z.base64().max(1_000_000)),
})
export type VoicePackFile = z.infer<typeof VoicePackFile>

export const VoiceInstalled = z.strictObject({ voice: BranchVoice })
export type VoiceInstalled = z.infer<typeof VoiceInstalled>
