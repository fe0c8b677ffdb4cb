import { createHash } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { VoiceManifest } from "@giliran/contract/voice-pack"

/** A voice that comes with the product. Made by `pnpm bake-voice`. */
export interface BuiltInVoice {
  readonly manifest: VoiceManifest
  /** Of everything in it: another release may speak better. */
  readonly version: string
  readonly files: ReadonlyMap<string, Buffer<ArrayBuffer>>
}

const folder = join(import.meta.dirname, "packs")
let voices: ReadonlyMap<string, BuiltInVoice> | null = null

/** By language. Less than half a megabyte, read when somebody asks for the first time. */
export function builtInVoices(): ReadonlyMap<string, BuiltInVoice> {
  voices ??= new Map(readdirSync(folder).map((language) => [language, readVoice(join(folder, language))]))
  return voices
}

function readVoice(pack: string): BuiltInVoice {
  const files = new Map(
    readdirSync(pack)
      .toSorted()
      .map((name) => [name, readFileSync(join(pack, name))]),
  )
  const digest = createHash("sha256")
  for (const [name, bytes] of files) digest.update(`${name}\n${bytes.length}\n`).update(bytes)
  return {
    manifest: VoiceManifest.parse(JSON.parse(readFileSync(join(pack, "manifest.json"), "utf8"))),
    version: digest.digest("hex").slice(0, 16),
    files,
  }
}
