import type { BranchVoices } from "@giliran/contract/voice-pack"
import { loadVoice, type Voice } from "./load-voice.ts"

/** The voices of the branch, by language, as far as they are here. */
export interface Voices {
  readonly of: (language: string) => Voice | null
}

export interface VoicesNeeds {
  /** Rejects where nothing came; of what is no good answer as well. */
  readonly fetchFile: (path: string) => Promise<Response>
  /** Null as long as this screen is nobody's. */
  readonly branch: () => string | null
  readonly changed: () => void
  /** Once for each thing that went wrong. */
  readonly complain: (words: string) => void
}

/** A pack that a manager installed is spoken within this long. */
const lookMs = 60_000
const againMs = 5_000

/** Loads in the background, and looks for other ones from time to time. A voice that cannot be loaded whole leaves the one before. */
export function keepVoices({ fetchFile, branch, changed, complain }: VoicesNeeds): Voices {
  const voices = new Map<string, { readonly path: string; readonly voice: Voice }>()
  const complained = new Set<string>()

  const complainOnce = (error: unknown) => {
    const words = error instanceof Error ? error.message : String(error)
    if (complained.has(words)) return
    complained.add(words)
    complain(words)
  }

  const look = async (): Promise<boolean> => {
    const branchId = branch()
    if (branchId === null) return false
    const list = (await (await fetchFile(`/v1/branches/${branchId}/voices`)).json()) as BranchVoices
    let isWhole = true
    for (const { language, path } of list.voices) {
      if (voices.get(language)?.path === path) continue
      try {
        voices.set(language, { path, voice: await loadVoice(path, fetchFile) })
        changed()
      } catch (error) {
        isWhole = false
        complainOnce(error)
      }
    }
    return isWhole
  }

  const keepLooking = async () => {
    const isWell = await look().catch(() => false)
    setTimeout(() => void keepLooking(), isWell ? lookMs : againMs)
  }
  void keepLooking()
  return { of: (language) => voices.get(language)?.voice ?? null }
}
