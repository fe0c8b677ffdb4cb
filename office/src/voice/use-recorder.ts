import type { VoiceManifest } from "@giliran/contract/voice-pack"
import { useCallback, useEffect, useRef, useState } from "react"
import { LONGEST_TAKE_MS, type Microphone, openMicrophone } from "./microphone.ts"
import { type Prompt, promptsOf } from "./pack-file.ts"
import { playTake, type Take, takeOf } from "./take.ts"

export interface Recording {
  readonly manifest: VoiceManifest | null
  readonly prompts: readonly Prompt[]
  readonly at: number
  readonly state: "opening" | "no-microphone" | "ready" | "recording" | "working"
  /** Of the prompt that is shown. */
  readonly take: Take | null
  readonly takes: ReadonlyMap<string, Uint8Array<ArrayBuffer>>
  /** Begins a take, or ends it. */
  readonly press: () => Promise<void>
  readonly play: () => Promise<void>
  readonly go: (at: number) => void
}

/** One prompt after another: spoken, looked at, heard, and kept when it is good. */
export function useRecorder(voicePath: string): Recording {
  const [manifest, setManifest] = useState<VoiceManifest | null>(null)
  const [at, setAt] = useState(0)
  const [state, setState] = useState<Recording["state"]>("opening")
  const [faulty, setFaulty] = useState<Take | null>(null)
  const [takes, setTakes] = useState<Recording["takes"]>(new Map())
  const microphone = useRef<Microphone | null>(null)
  const forgotten = useRef<ReturnType<typeof setTimeout>>(undefined)
  const prompts = manifest ? promptsOf(manifest) : []
  const clip = prompts[at]?.clip

  useEffect(() => {
    let isLeft = false
    const open = async () => {
      try {
        const [told, opened] = await Promise.all([fetchManifest(voicePath), openMicrophone()])
        if (isLeft) return opened.close()
        microphone.current = opened
        setManifest(told)
        setState("ready")
      } catch {
        if (!isLeft) setState("no-microphone")
      }
    }
    void open()
    return () => {
      isLeft = true
      clearTimeout(forgotten.current)
      microphone.current?.close()
    }
  }, [voicePath])

  const end = useCallback(async () => {
    clearTimeout(forgotten.current)
    if (!microphone.current || clip === undefined) return
    setState("working")
    try {
      const take = takeOf(await microphone.current.end())
      setFaulty(take.is === "good" ? null : take)
      if (take.is === "good") setTakes((before) => new Map(before).set(clip, take.wav))
    } catch {
      setFaulty({ is: "faulty", fault: "not-audio" })
    }
    setState("ready")
  }, [clip])

  const press = async () => {
    if (state === "recording") return end()
    if (state !== "ready" || !microphone.current) return undefined
    setFaulty(null)
    setState("recording")
    microphone.current.begin()
    forgotten.current = setTimeout(() => void end(), LONGEST_TAKE_MS)
    return undefined
  }
  const kept = clip === undefined ? undefined : takes.get(clip)
  return {
    manifest,
    prompts,
    at,
    state,
    take: faulty ?? (kept ? { is: "good", wav: kept } : null),
    takes,
    press,
    play: async () => {
      if (kept) await playTake(kept)
    },
    go: (next) => {
      if (state !== "ready") return
      setFaulty(null)
      setAt(Math.max(0, Math.min(prompts.length - 1, next)))
    },
  }
}

async function fetchManifest(path: string): Promise<VoiceManifest> {
  const answer = await fetch(`${path}manifest.json`)
  return (await answer.json()) as VoiceManifest
}
