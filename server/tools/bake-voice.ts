import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { letterClip, letters } from "@giliran/contract/voice-clips"
import { VoiceManifest } from "@giliran/contract/voice-pack"
import { levelled } from "@giliran/contract/voice-samples"
import { soundOf, wavOf } from "@giliran/contract/wav"
import { toCardinal as english } from "n2words/en-GB"
import { toCardinal as indonesian } from "n2words/id-ID"
import { BadInput, runTool } from "../bad-input.ts"

/**
 * `pnpm bake-voice`: makes the voices that come with the product, from Debian's `espeak-ng` and `ffmpeg`. A bank records its own
 * announcer in the office's pages; this is what speaks until then. A third language is one more entry here.
 */
const folder = join(import.meta.dirname, "..", "voices", "packs")

interface Recipe {
  readonly language: string
  readonly name: string
  /** Of espeak-ng. */
  readonly voice: string
  readonly words: (count: number) => string
  readonly before: readonly [clip: string, text: string]
  readonly between: readonly [clip: string, text: string]
  /** How letters are named, where the voice would read them as words. */
  readonly letterNames: Readonly<Record<string, string>>
  /** What the voice gets wrong, in its own phonemes. */
  readonly corrections: Readonly<Record<string, string>>
}

const recipes: readonly Recipe[] = [
  {
    language: "id",
    name: "Suara bawaan (espeak-ng)",
    voice: "id+f2",
    words: (count) => indonesian(count),
    before: ["nomor-antrean", "Nomor antrean"],
    between: ["silakan-menuju-loket", "Silakan menuju loket"],
    letterNames: namesIn(
      "b:be c:ce d:de f:ef g:ge h:ha j:je k:ka l:el m:em n:en p:pe q:ki r:er s:es t:te v:ve w:we x:eks y:ye z:zet",
    ),
    corrections: { empat: "[[@mp'at]]", enam: "[[@n'am]]" },
  },
  {
    language: "en",
    name: "Built-in voice (espeak-ng)",
    voice: "en-gb+f2",
    words: (count) => english(count),
    before: ["ticket-number", "Ticket number"],
    between: ["please-go-to-counter", "Please go to counter"],
    letterNames: {},
    corrections: {},
  },
]

await runTool(async () => {
  const scratch = mkdtempSync(join(tmpdir(), "giliran-voice-"))
  try {
    return recipes.map((recipe) => bake(recipe, scratch)).join("")
  } finally {
    rmSync(scratch, { recursive: true })
  }
})

function bake(recipe: Recipe, scratch: string): string {
  const { language, name, before, between } = recipe
  const numbers = Array.from({ length: 1000 }, (_, count) => recipe.words(count).split(/[\s-]+/))
  const texts = new Map<string, string>([
    before,
    between,
    ...letters.map((letter) => [letterClip(letter), letter.toUpperCase()] as const),
    ...numbers.flat().map((word) => [word, word] as const),
  ])
  const into = join(folder, language)
  rmSync(into, { recursive: true, force: true })
  mkdirSync(into, { recursive: true })
  for (const [clip, text] of texts)
    writeClip(join(into, `${clip}.mp3`), speak(recipe, spoken(recipe, clip, text)), scratch)
  const manifest = VoiceManifest.parse({
    format: 1,
    language,
    name,
    reads: "digits",
    sentence: `${before[0]} #number ${between[0]} #counter`,
    numbers: numbers.map((row) => row.join(" ")),
    clips: Object.fromEntries([...texts].map(([clip, text]) => [clip, { file: `${clip}.mp3`, text }])),
  })
  writeFileSync(join(into, "manifest.json"), `${JSON.stringify(manifest)}\n`)
  return `${language}: ${texts.size} clips in ${into}\n`
}

function namesIn(list: string): Readonly<Record<string, string>> {
  return Object.fromEntries(list.split(" ").map((pair) => pair.split(":") as [string, string]))
}

function spoken({ letterNames, corrections }: Recipe, clip: string, text: string): string {
  const letter = clip.startsWith("letter-") ? clip.slice("letter-".length) : null
  return (letter === null ? corrections[clip] : letterNames[letter]) ?? text
}

function speak({ voice }: Recipe, text: string): Buffer {
  return run("espeak-ng", ["-v", voice, "-s", "150", "-p", "45", "-a", "160", "--stdout", text])
}

function writeClip(file: string, wav: Buffer, scratch: string): void {
  // espeak-ng does not know how long it will be when it writes the header to a pipe.
  const sound = soundOf(withLength(wav))
  const clip = sound && levelled(sound)
  if (!clip) throw new BadInput(`espeak-ng said nothing for ${file}`)
  const raw = join(scratch, "clip.wav")
  writeFileSync(raw, wavOf(clip))
  // Bit for bit the same from the same input: no date and no encoder's name in the file.
  const exactly = "-map_metadata -1 -fflags +bitexact -flags:a +bitexact"
  const asMp3 = "-codec:a libmp3lame -ac 1 -b:a 48k"
  run("ffmpeg", ["-y", "-loglevel", "error", "-i", raw, ...`${exactly} ${asMp3}`.split(" "), file])
}

function withLength(wav: Buffer): Buffer {
  const whole = Buffer.from(wav)
  whole.writeUInt32LE(whole.length - 8, 4)
  whole.writeUInt32LE(whole.length - 44, 40)
  return whole
}

function run(program: string, args: readonly string[]): Buffer {
  try {
    return execFileSync(program, args, { maxBuffer: 32 * 1024 * 1024 })
  } catch (error) {
    throw new BadInput(`${program} is needed, and did not do its work: apt install espeak-ng ffmpeg`, {
      cause: error,
    })
  }
}
