import type { VoiceManifest } from "@giliran/contract/voice-pack"
import { neededClips } from "@giliran/contract/voice-clips"
import { type Clip, clipOf } from "./clip.ts"

/** A voice pack, decoded and ready. */
export interface Voice {
  readonly manifest: VoiceManifest
  readonly clips: ReadonlyMap<string, Clip>
}

/** Half of what a loudspeaker can; speech has nothing above it, and a TV has little memory. */
const RATE = 24_000
/** As many as a browser fetches at once. */
const AT_ONCE = 6

/** All of a voice or none of it. Rejects with what is missing or broken. */
export async function loadVoice(
  path: string,
  fetchFile: (path: string) => Promise<Response>,
): Promise<Voice> {
  const manifest = (await (await fetchFile(`${path}manifest.json`)).json()) as VoiceManifest
  const decoder = new OfflineAudioContext(1, 1, RATE)
  const needed = [...neededClips(manifest)]
  const clips = new Map<string, Clip>()
  const broken: string[] = []
  const fetchOne = async (id: string) => {
    const known = manifest.clips[id]
    const clip = known && (await fetchClip(decoder, () => fetchFile(path + known.file)))
    if (clip) clips.set(id, clip)
    else broken.push(id)
  }
  for (let first = 0; first < needed.length; first += AT_ONCE)
    await Promise.all(needed.slice(first, first + AT_ONCE).map(fetchOne))
  if (broken.length > 0) throw new Error(`Clips of ${path} are missing or broken: ${broken.join(", ")}`)
  return { manifest, clips }
}

async function fetchClip(
  decoder: OfflineAudioContext,
  fetchIt: () => Promise<Response>,
): Promise<Clip | null> {
  try {
    return clipOf(await decoder.decodeAudioData(await (await fetchIt()).arrayBuffer()))
  } catch {
    return null
  }
}
