import { neededClips } from "@giliran/contract/voice-clips"
import type { VoiceManifest, VoicePackFile } from "@giliran/contract/voice-pack"

/** What is to be spoken for a pack: the phrases first, then digits and numbers, letters last. */
export interface Prompt {
  readonly clip: string
  readonly text: string
}

export function promptsOf(manifest: VoiceManifest): readonly Prompt[] {
  const phrases = manifest.sentence.split(" ").filter((clip) => !clip.startsWith("#"))
  const numbers = [...new Set(manifest.numbers.flatMap((row) => row.split(" ")))]
  const letters = [...neededClips(manifest)].filter((clip) => clip.startsWith("letter-")).toSorted()
  return [...phrases, ...numbers, ...letters].map((clip) => ({
    clip,
    text: manifest.clips[clip]?.text ?? clip,
  }))
}

/** All that was recorded, under a name of its own. */
export function packOf(
  manifest: VoiceManifest,
  { name, reads }: Pick<VoiceManifest, "name" | "reads">,
  takes: ReadonlyMap<string, Uint8Array>,
): VoicePackFile {
  const clips = Object.fromEntries(
    promptsOf(manifest).map(({ clip, text }) => [clip, { file: `${clip}.wav`, text }]),
  )
  return {
    manifest: { ...manifest, name, reads, clips },
    clips: Object.fromEntries(Array.from(takes, ([clip, wav]) => [clip, base64Of(wav)])),
  }
}

export function savePack(pack: VoicePackFile): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(pack)], { type: "application/json" }))
  const link = document.createElement("a")
  link.href = url
  link.download = `giliran-voice-${pack.manifest.language}.json`
  link.click()
  URL.revokeObjectURL(url)
}

/** Null of a file that is none; the server looks at what is in it. */
export async function readPack(file: Blob): Promise<object | null> {
  try {
    const told: unknown = JSON.parse(await file.text())
    return typeof told === "object" && told !== null ? told : null
  } catch {
    return null
  }
}

const piece = 0x8000

function base64Of(bytes: Uint8Array): string {
  let binary = ""
  for (let start = 0; start < bytes.length; start += piece)
    binary += String.fromCharCode(...bytes.subarray(start, start + piece))
  return btoa(binary)
}
