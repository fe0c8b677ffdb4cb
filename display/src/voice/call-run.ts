import { clipsOfCall } from "@giliran/contract/voice-clips"
import type { Announcement } from "@giliran/contract/display-view"
import type { AudioClock } from "./audio-clock.ts"
import { type Caption, captionOf } from "./caption.ts"
import { type Clip, schedule } from "./clip.ts"
import type { Voice } from "./load-voice.ts"
import { spokenCall, type Utterance } from "./spoken-call.ts"

/** What a call says in one language, and by what. */
export type Sentence =
  | { readonly by: "clips"; readonly caption: Caption | null; readonly clips: readonly Clip[] }
  | { readonly by: "browser"; readonly caption: Caption; readonly utterance: Utterance }
  /** There is no voice for it: it is read. */
  | { readonly by: "nobody"; readonly caption: Caption }

/** Null in a language that nobody here has words for. */
export function sentenceOf(call: Announcement, language: string, voice: Voice | null): Sentence | null {
  const caption = captionOf(call, language, voice?.manifest ?? null)
  const clips = voice && clipsOfCall(voice.manifest, call).map((id) => voice.clips.get(id))
  if (clips && clips.every((clip) => clip !== undefined)) return { by: "clips", caption, clips }
  if (!caption) return null
  const utterance = spokenCall(call, language)
  return utterance ? { by: "browser", caption, utterance } : { by: "nobody", caption }
}

/** Soon enough to be at once, late enough that the sound's own thread is never behind. */
const LEAD_SECONDS = 0.03

export interface Run {
  readonly clock: AudioClock
  readonly output: AudioNode
  readonly chime: Clip | null
  readonly sentences: readonly (Sentence & { readonly by: "clips" })[]
  readonly caption: (caption: Caption | null) => void
  readonly signal: AbortSignal
}

/** Plays a chime and sentences in one piece. All of it is scheduled before the first sound is heard. */
export async function playRun(run: Run): Promise<"reached" | "stuck"> {
  const { clock, chime, sentences, signal } = run
  const clips = [...(chime ? [chime] : []), ...sentences.flatMap((sentence) => sentence.clips)]
  const row = schedule(clock.audio, run.output, clips, clock.audio.currentTime + LEAD_SECONDS)
  let first = chime ? 1 : 0
  for (const { caption, clips: own } of sentences) {
    // The chime already shows what is going to be said.
    const beginsAt = first === 1 && chime ? row.begins[0] : row.begins[first]
    const how = await clock.until(beginsAt ?? row.endsAt, signal)
    if (how === "stuck" || signal.aborted) return stopped(row, how)
    run.caption(caption)
    first += own.length
  }
  const how = await clock.until(row.endsAt, signal)
  return how === "stuck" || signal.aborted ? stopped(row, how) : how
}

function stopped({ stop }: { readonly stop: () => void }, how: "reached" | "stuck"): typeof how {
  stop()
  return how
}
