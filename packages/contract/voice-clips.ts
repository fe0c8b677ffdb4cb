import type { VoiceManifest } from "./voice-pack.ts"

/** Which clips a call needs, and which a pack must have: for displays, for the recorder and for the server, by one rule. */

type Saying = Pick<VoiceManifest, "reads" | "sentence" | "numbers">

interface Called {
  readonly number: string
  readonly counterId: string
}

/** The clips of a call, in the order in which they are heard. */
export function clipsOfCall(voice: Saying, { number, counterId }: Called): readonly string[] {
  return clipsIn(voice.sentence).flatMap((clip) => {
    if (clip === "#number") return spell(voice, number, voice.reads)
    // "Counter 12" is a number to everybody, whatever a ticket's digits are.
    return clip === "#counter" ? spell(voice, counterId, "number") : [clip]
  })
}

/** Every clip that some call needs: a pack without one of them would fall silent in the middle. */
export function neededClips(voice: Saying): ReadonlySet<string> {
  const spoken = clipsIn(voice.sentence).filter((clip) => !clip.startsWith("#"))
  return new Set([...letters.map(letterClip), ...voice.numbers.flatMap(clipsIn), ...spoken])
}

export const letters: readonly string[] = Array.from("abcdefghijklmnopqrstuvwxyz")

export const letterClip = (letter: string): string => `letter-${letter}`

/** `VIP-12` → v, i, p, twelve. What is neither letter nor digit is not said. */
function spell(
  { numbers }: Pick<VoiceManifest, "numbers">,
  label: string,
  reads: VoiceManifest["reads"],
): readonly string[] {
  const parts = label.toLowerCase().match(/[a-z]|\d+/g) ?? []
  return parts.flatMap((part) => {
    if (!/\d/.test(part)) return [letterClip(part)]
    const whole = reads === "number" ? numbers[Number(part)] : undefined
    return clipsIn(whole ?? Array.from(part, (digit) => numbers[Number(digit)] ?? "").join(" "))
  })
}

function clipsIn(row: string): readonly string[] {
  return row.split(" ").filter((clip) => clip !== "")
}
