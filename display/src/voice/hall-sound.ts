import type { SoundHealth } from "@giliran/contract/device-health"
import type { Announcement } from "@giliran/contract/display-view"
import type { AudioDoor } from "./audio-door.ts"
import { canSpeak, speak } from "./browser-voice.ts"
import { playRun, type Sentence, sentenceOf } from "./call-run.ts"
import type { Caption } from "./caption.ts"
import { chimeClip } from "./chime.ts"
import type { Clip } from "./clip.ts"
import { languagesOfCall } from "./spoken-call.ts"
import type { Voices } from "./voices.ts"

/** The hall's loudspeaker: a chime and the words, by the branch's own voice, the browser's, or to be read. */
export interface HallSound {
  /** Ends when it is said, or long enough to be read. Never fails. */
  readonly announce: (announcement: Announcement, signal: AbortSignal) => Promise<void>
}

export interface HallSoundParts {
  readonly door: Pick<AudioDoor, "clock" | "state" | "renew">
  readonly voices: Voices
  /** The branch's own languages, the first first. */
  readonly languages: () => readonly string[]
  /** How many calls wait for the voice. */
  readonly waitingCount: () => number
  readonly changed: (moment: SoundMoment) => void
  readonly report: (health: SoundHealth) => void
  /** Once for each thing that went wrong. */
  readonly complain: (words: string) => void
}

/** What of a call can be heard and read at this moment. */
export interface SoundMoment {
  readonly caption: Caption | null
  /** Nothing is heard: the screen itself has to call. */
  readonly isFlashing: boolean
}

export const SILENCE: SoundMoment = { caption: null, isFlashing: false }

/** Long enough to read a sentence from the other end of the hall. */
const READ_MS = 4_000

export function createHallSound(parts: HallSoundParts): HallSound {
  const { door, voices } = parts
  const complained = new Set<string>()
  let chime: Clip | null = null
  let moment = SILENCE
  let lacking: string | null = null

  const show = (change: Partial<SoundMoment>) => {
    moment = { ...moment, ...change }
    parts.changed(moment)
  }
  const lack = (language: string) => {
    lacking = language
    if (complained.has(language)) return
    complained.add(language)
    parts.complain(`There is no voice for the language ${language}`)
  }

  /** In the languages that there are words for; where there are none at all, in the branch's first. */
  const sentencesOf = (call: Announcement): readonly Sentence[] => {
    const branch = parts.languages()
    const wanted = languagesOfCall(call, { languages: branch, waitingCount: parts.waitingCount() })
    const found = wanted.flatMap((language) => {
      const sentence = sentenceOf(call, language, voices.of(language))
      const isSaid = sentence?.by === "clips" || (sentence?.by === "browser" && canSpeak(sentence.utterance))
      if (!isSaid) lack(language)
      return sentence ? [isSaid ? sentence : asRead(sentence)] : []
    })
    if (found.length > 0) return found
    const fallback = sentenceOf(call, branch[0] ?? "id", voices.of(branch[0] ?? "id"))
    return fallback ? [fallback] : []
  }

  const say = async (call: Announcement, signal: AbortSignal): Promise<"said" | "stuck"> => {
    const queue = [...sentencesOf(call)]
    let isChimed = false
    while (queue.length > 0 || !isChimed) {
      if (signal.aborted) return "said"
      const clock = door.clock()
      if (!clock) return "stuck"
      const sentences = takeClips(queue)
      if (sentences.length > 0 || !isChimed) {
        chime ??= chimeClip()
        if (!isChimed) show({ caption: captionIn(sentences, queue) })
        const how = await playRun({
          clock,
          output: clock.audio.destination,
          chime: isChimed ? null : chime,
          sentences,
          caption: (caption) => show({ caption }),
          signal,
        })
        if (how === "stuck") return "stuck"
        isChimed = true
      }
      const [next] = queue
      if (!next || next.by === "clips" || signal.aborted) continue
      queue.shift()
      show({ caption: next.caption })
      if (next.by === "browser") await speak(next.utterance, signal)
      else await pause(READ_MS, signal)
    }
    return "said"
  }

  const flash = async (call: Announcement, signal: AbortSignal) => {
    for (const { caption } of sentencesOf(call)) {
      if (signal.aborted) return
      show({ caption, isFlashing: true })
      await pause(READ_MS, signal)
    }
  }

  return {
    announce: async (call, signal) => {
      lacking = null
      try {
        let how = await say(call, signal)
        if (how === "stuck" && door.state() === "on") {
          // The browser says that it plays, and its clock stands still: once more with everything new.
          door.renew()
          await pause(200, signal)
          how = await say(call, signal)
        }
        // A door that was shut then may be open when everything is read.
        const hasFailed = how === "stuck" && door.state() === "on"
        if (how === "stuck") await flash(call, signal)
        parts.report(hasFailed ? { status: "failed" } : healthNow(door.state(), lacking))
      } catch (error) {
        parts.complain(error instanceof Error ? error.message : String(error))
        await flash(call, signal)
        parts.report({ status: "failed" })
      } finally {
        show(SILENCE)
      }
    },
  }
}

function healthNow(door: ReturnType<AudioDoor["state"]>, lacking: string | null): SoundHealth {
  if (door !== "on") return { status: door }
  return lacking === null ? { status: "on" } : { status: "no-voice", language: lacking }
}

function asRead(sentence: Sentence): Sentence {
  return sentence.by === "browser" ? { by: "nobody", caption: sentence.caption } : sentence
}

/** Those that can be played in one piece, from the front. */
function takeClips(queue: Sentence[]): (Sentence & { readonly by: "clips" })[] {
  const taken: (Sentence & { readonly by: "clips" })[] = []
  for (let [next] = queue; next?.by === "clips"; [next] = queue) {
    taken.push(next)
    queue.shift()
  }
  return taken
}

function captionIn(sentences: readonly Sentence[], queue: readonly Sentence[]): Caption | null {
  return (sentences[0] ?? queue[0])?.caption ?? null
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((over) => {
    const timer = setTimeout(over, ms)
    signal.addEventListener("abort", () => {
      clearTimeout(timer)
      over()
    })
  })
}
