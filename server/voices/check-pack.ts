import { createHash } from "node:crypto"
import type { BranchId } from "@giliran/contract/basics"
import { type Fault, faultOf } from "@giliran/contract/clip-fault"
import { neededClips } from "@giliran/contract/voice-clips"
import type { VoicePackFile } from "@giliran/contract/voice-pack"

/** A pack that may be installed, as its displays fetch it. */
export interface CheckedPack {
  readonly version: string
  /** By their names; `manifest.json` among them. */
  readonly files: ReadonlyMap<string, Uint8Array>
}

export interface ClipFault {
  readonly clip: string
  readonly fault: Fault
}

/** Either all that a call can need is there and can be heard, or each clip that is not is named. */
export function checkPack(
  branchId: BranchId,
  { manifest, clips }: VoicePackFile,
): CheckedPack | { readonly faults: readonly ClipFault[] } {
  const needed = [...neededClips(manifest)].toSorted()
  const sounds = needed.map((clip) => {
    const told = clips[clip]
    return { clip, bytes: told === undefined ? undefined : Buffer.from(told, "base64") }
  })
  const faults = sounds.flatMap(({ clip, bytes }) => {
    const fault = manifest.clips[clip] ? faultOf(bytes) : "missing"
    return fault ? [{ clip, fault }] : []
  })
  if (faults.length > 0) return { faults }
  // Named anew: what a file was called where it came from is nobody's business here.
  const kept = {
    ...manifest,
    clips: Object.fromEntries(
      needed.map((clip) => [clip, { file: `${clip}.wav`, text: manifest.clips[clip]?.text ?? clip }]),
    ),
  }
  const files = new Map<string, Uint8Array>([["manifest.json", Buffer.from(JSON.stringify(kept))]])
  for (const { clip, bytes } of sounds) if (bytes) files.set(`${clip}.wav`, bytes)
  const digest = createHash("sha256").update(branchId)
  for (const [name, bytes] of files) digest.update(`\n${name} ${bytes.length}\n`).update(bytes)
  return { version: digest.digest("hex").slice(0, 32), files }
}
