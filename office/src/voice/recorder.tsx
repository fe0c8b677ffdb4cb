import { longest } from "@giliran/contract/written-forms"
import "./recorder.css"
import { Button } from "@giliran/client/button.tsx"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { BranchVoice, VoiceManifest } from "@giliran/contract/voice-pack"
import { ArrowLeft, ArrowRight, Check, Download, Mic, Play, Square, TriangleAlert } from "lucide-react"
import { type ReactNode, useState } from "react"
import { PageHead } from "../page-parts.tsx"
import { packOf, savePack } from "./pack-file.ts"
import { type Recording, useRecorder } from "./use-recorder.ts"
import { takeFaults, voicePhrases } from "./voice-phrases.ts"

/** A bank's own announcer, in ten minutes: one word after another, each looked at as it is spoken. */
export function Recorder({
  voice,
  language,
  install,
  leave,
}: {
  voice: BranchVoice
  language: ScreenLanguage
  install: (pack: object) => Promise<boolean>
  leave: () => void
}): ReactNode {
  const t = inLanguage(voicePhrases, language)
  const recording = useRecorder(voice.path)
  const [name, setName] = useState("")
  const [reads, setReads] = useState<VoiceManifest["reads"]>("digits")
  const [isSending, setIsSending] = useState(false)
  const { manifest, prompts, at, state, take, takes } = recording
  const prompt = prompts[at]
  const isWhole = prompts.length > 0 && takes.size === prompts.length
  const pack = () => manifest && packOf(manifest, { name: name.trim() || t.ownVoice, reads }, takes)
  const send = async () => {
    const made = pack()
    if (!made) return
    setIsSending(true)
    if (!(await install(made))) setIsSending(false)
  }
  const save = () => {
    const made = pack()
    if (made) savePack(made)
  }

  return (
    <>
      <PageHead title={t.recordTitle} line={t.recordLine}>
        <Button icon={ArrowLeft} onClick={leave}>
          {t.leave}
        </Button>
      </PageHead>
      {state === "no-microphone" ? (
        <div className="empty">
          <Mic aria-hidden="true" />
          <p>{t.noMicrophone}</p>
        </div>
      ) : prompt === undefined ? (
        <p className="soft page__loading">{t.opening}</p>
      ) : (
        <section className="recorder" aria-label={t.recordTitle}>
          <p className="soft">{t.progress({ done: takes.size, count: prompts.length })}</p>
          <progress
            className="recorder__progress"
            value={takes.size}
            max={prompts.length}
            aria-hidden="true"
          />
          <p className="recorder__prompt" lang={voice.language}>
            {prompt.text}
          </p>
          <TakeLine recording={recording} language={language} />
          <div className="recorder__keys">
            <Button
              look="primary"
              icon={state === "recording" ? Square : Mic}
              disabled={state === "working"}
              onClick={() => void recording.press()}
            >
              {state === "recording" ? t.stop : take?.is === "good" ? t.again : t.speak}
            </Button>
            <Button icon={Play} disabled={take?.is !== "good"} onClick={() => void recording.play()}>
              {t.play}
            </Button>
            <Button icon={ArrowLeft} disabled={at === 0} onClick={() => recording.go(at - 1)}>
              {t.before}
            </Button>
            <Button
              icon={ArrowRight}
              disabled={at === prompts.length - 1}
              onClick={() => recording.go(at + 1)}
            >
              {t.next}
            </Button>
          </div>
          {isWhole ? (
            <form
              className="recorder__end"
              onSubmit={(event) => {
                event.preventDefault()
                void send()
              }}
            >
              <label className="field">
                <span>{t.name}</span>
                <input
                  value={name}
                  maxLength={longest.name}
                  onChange={({ target }) => setName(target.value)}
                />
              </label>
              <label className="recorder__reads">
                <input
                  type="checkbox"
                  checked={reads === "number"}
                  onChange={({ target }) => setReads(target.checked ? "number" : "digits")}
                />
                <span>{t.asNumber}</span>
              </label>
              <div className="recorder__keys">
                <Button look="primary" type="submit" icon={Check} disabled={isSending}>
                  {t.install}
                </Button>
                <Button icon={Download} onClick={save}>
                  {t.download}
                </Button>
              </div>
            </form>
          ) : null}
        </section>
      )}
    </>
  )
}

/** What became of the take: a word and a mark, for eyes and ears. */
function TakeLine({ recording, language }: { recording: Recording; language: ScreenLanguage }): ReactNode {
  const t = inLanguage(voicePhrases, language)
  const { state, take } = recording
  const words =
    state === "recording"
      ? t.listening
      : take === null
        ? t.speakNow
        : take.is === "good"
          ? t.good
          : inLanguage(takeFaults, language)[take.fault]
  const Icon = state === "recording" || take === null ? Mic : take.is === "good" ? Check : TriangleAlert
  return (
    <output className="recorder__take" data-take={state === "recording" ? "recording" : take?.is}>
      <Icon aria-hidden="true" />
      <span>{words}</span>
    </output>
  )
}
