import type { SoundHealth } from "@giliran/contract/device-health"
import { clipsOfCall } from "@giliran/contract/voice-clips"
import type { VoiceManifest } from "@giliran/contract/voice-pack"
import { loudnessOf } from "@giliran/contract/voice-samples"
import { wavOf } from "@giliran/contract/wav"
import type { Announcement } from "@giliran/contract/display-view"
import { createAnnouncementQueue } from "../../display/src/voice/announcement-queue.ts"
import { type Clip, clipOf } from "../../display/src/voice/clip.ts"
import { createHallSound } from "../../display/src/voice/hall-sound.ts"
import { loadVoice, type Voice } from "../../display/src/voice/load-voice.ts"
import { fastClock } from "./fast-clock.ts"
import { hear, type Heard, tonesOf } from "./hear-tones.ts"

/**
 * Runs in a real browser: the display's own line and scheduler, on sound that is rendered as fast as the machine can. Each clip of its
 * voices is a tone of its own, so that what is in the rendered sound can be told apart.
 */

const RATE = 16_000
const START = Date.UTC(2026, 10, 27, 2)

export interface LabCall {
  /** Seconds after the beginning. */
  readonly at: number
  readonly number: string
  readonly counterId: string
  readonly language: string
}

export interface Lab {
  /** Renders these calls, and says what is heard in the sound, in order; unless nobody listens that closely. */
  readonly render: (calls: readonly LabCall[], seconds: number, isListening?: boolean) => Promise<Rendered>
  /** What was rendered last, as a WAV file in base 64. */
  readonly recording: () => string
}

export interface Rendered {
  readonly heard: readonly Heard[]
  readonly complaints: readonly string[]
  /** What was reported of the sound, each once. */
  readonly reports: readonly SoundHealth[]
  /** How loud the loudest moment of each call was, in the order in which they were begun. */
  readonly peaks: readonly { readonly no: number; readonly peak: number }[]
}

/** One line and one loudspeaker for all that is rendered in this lab, as a display has for all of its life. */
export function openLab(manifests: readonly VoiceManifest[], toneSeconds = 0.12): Lab {
  const tones = tonesOf(manifests)
  const voices = new Map<string, Voice>(
    manifests.map((manifest) => [
      manifest.language,
      {
        manifest,
        clips: new Map(
          Object.keys(manifest.clips).map((clip) => [
            clip,
            toneClip(tones.get(`${manifest.language}:${clip}`) ?? 0, toneSeconds),
          ]),
        ),
      },
    ]),
  )

  let clock = fastClock(RATE, 1)
  let rendered = new Float32Array(0)
  let elapsed = 0
  let lastNo = 0
  let waitingCount = 0
  const announcements: Announcement[] = []
  let complaints: string[] = []
  let reports = new Set<string>()
  let spans: { readonly no: number; readonly from: number; to: number }[] = []
  const sound = createHallSound({
    door: { clock: () => clock, state: () => "on", renew: () => {} },
    voices: { of: (language) => voices.get(language) ?? null },
    languages: () => ["id", "en"],
    waitingCount: () => waitingCount,
    changed: () => {},
    report: (health) => reports.add(JSON.stringify(health)),
    complain: (words) => complaints.push(words),
  })
  const queue = createAnnouncementQueue({
    announce: async (announcement, signal) => {
      const span = { no: announcement.no, from: clock.audio.currentTime, to: Infinity }
      spans.push(span)
      await sound.announce(announcement, signal)
      span.to = clock.audio.currentTime
    },
    serverNow: () => START + (elapsed + clock.audio.currentTime) * 1_000,
    later: () => () => {},
    changed: ({ next }) => {
      waitingCount = next.length
    },
  })

  const announce = async (call: LabCall) => {
    await clock.wakeAt(call.at)
    lastNo += 1
    announcements.push(announcementOf(call, lastNo, START + (elapsed + call.at) * 1_000))
    if (announcements.length > 12) announcements.shift()
    // Each view comes twice: once more than needed, as after a reconnection.
    for (let time = 0; time < 2; time++) queue.hear({ day: "2026-11-27", announcements: [...announcements] })
  }

  return {
    render: async (calls, seconds, isListening = true) => {
      clock = fastClock(RATE, seconds)
      spans = []
      complaints = []
      reports = new Set()
      for (const call of calls) void announce(call)
      const samples = await clock.render()
      rendered = samples
      elapsed += seconds
      return {
        heard: isListening ? hear({ rate: RATE, samples }, tones) : [],
        peaks: spans.map((span) => peakIn(samples, span)),
        complaints,
        reports: [...reports].map((report) => JSON.parse(report) as SoundHealth),
      }
    },
    recording: () => base64Of(wavOf({ rate: RATE, samples: rendered })),
  }
}

/** How loud each clip of a pack is, in dB, as a display decodes it. */
export async function loudnessOfPack(path: string): Promise<Readonly<Record<string, number>>> {
  const voice = await loadVoice(path, fetchWell)
  return Object.fromEntries(
    Array.from(voice.clips, ([id, { buffer }]) => [
      id,
      loudnessOf({ rate: buffer.sampleRate, samples: buffer.getChannelData(0) }),
    ]),
  )
}

async function fetchWell(path: string): Promise<Response> {
  const answer = await fetch(path)
  if (!answer.ok) throw new Error(`${path} is not there`)
  return answer
}

/** The clips that a call must be, in the own language and in the other one. */
export function expectedOf(
  manifests: readonly VoiceManifest[],
  { number, counterId, language }: LabCall,
): { readonly own: readonly string[]; readonly other: readonly string[] } {
  const rowOf = (manifest: VoiceManifest | undefined) =>
    manifest ? clipsOfCall(manifest, { number, counterId }).map((clip) => `${manifest.language}:${clip}`) : []
  return {
    own: rowOf(manifests.find((manifest) => manifest.language === language)),
    other: rowOf(manifests.find((manifest) => manifest.language !== language)),
  }
}

function base64Of(bytes: Uint8Array): string {
  const pieces: string[] = []
  // A multiple of three, so that only the last piece is padded; and no more arguments than a call may have.
  for (let at = 0; at < bytes.length; at += 30_000)
    pieces.push(btoa(String.fromCharCode(...bytes.subarray(at, at + 30_000))))
  return pieces.join("")
}

function peakIn(
  samples: Float32Array,
  { no, from, to }: { readonly no: number; readonly from: number; readonly to: number },
): Rendered["peaks"][number] {
  let peak = 0
  for (const sample of samples.subarray(Math.floor(from * RATE), Math.min(samples.length, to * RATE)))
    peak = Math.max(peak, Math.abs(sample))
  return { no, peak }
}

function announcementOf({ number, counterId, language }: LabCall, no: number, at: number): Announcement {
  return {
    no,
    at,
    number,
    counterId,
    language,
    ticketId: "t".repeat(22),
    serviceId: "a",
    attempt: 1,
  } as Announcement
}

/** With the silence around it that a codec or a microphone leaves. */
function toneClip(hertz: number, seconds: number): Clip {
  const silence = Math.round(0.05 * RATE)
  const length = Math.round(seconds * RATE)
  const buffer = new OfflineAudioContext(1, 1, RATE).createBuffer(1, length + 2 * silence, RATE)
  const samples = buffer.getChannelData(0)
  for (let at = 0; at < length; at++)
    samples[silence + at] = 0.5 * Math.sin((2 * Math.PI * hertz * at) / RATE)
  const clip = clipOf(buffer)
  if (!clip) throw new Error("A tone is silent")
  return clip
}
