import { Button } from "@giliran/client/button.tsx"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { BranchVoice, BranchVoices, VoiceInstalled } from "@giliran/contract/voice-pack"
import { FileUp, Mic, Volume2 } from "lucide-react"
import { type ReactNode, useRef, useState } from "react"
import { momentWords } from "../moments.ts"
import type { Office } from "../office.ts"
import type { OfficeBranch } from "../place.ts"
import { NotYet, OfficeNotice, PageHead } from "../page-parts.tsx"
import { mayHere, pathOf } from "../place.ts"
import { useAsked } from "../use-asked.ts"
import { readPack } from "./pack-file.ts"
import { Recorder } from "./recorder.tsx"
import { voicePhrases } from "./voice-phrases.ts"

/** With what the branch's displays speak: the voice that comes along, or its own announcer. */
export function VoicePage({
  office,
  branch,
  language,
}: {
  office: Office
  branch: OfficeBranch
  language: ScreenLanguage
}): ReactNode {
  const t = inLanguage(voicePhrases, language)
  const path = `${pathOf(branch.branchId)}/voices`
  const asked = useAsked<BranchVoices>(office, path)
  const [recorded, setRecorded] = useState<BranchVoice | null>(null)
  const chooser = useRef<HTMLInputElement>(null)
  const mayManage = mayHere(branch, "manage-voices")

  const install = async (pack: object): Promise<boolean> => {
    const sent = await office.act<VoiceInstalled>("POST", path, pack)
    office.tell(sent.ok ? t.installed({ name: sent.body.voice.name }) : sent.problem.detail)
    if (sent.ok) setRecorded(null)
    await asked.again()
    return sent.ok
  }
  const installFile = async (file: File | undefined) => {
    if (!file) return
    const pack = await readPack(file)
    if (pack) await install(pack)
    else office.tell(t.noPack({ name: file.name }))
  }
  const remove = async (voice: BranchVoice) => {
    const sent = await office.act("POST", `${path}/${voice.language}/remove`, {})
    office.tell(sent.ok ? t.removed : sent.problem.detail)
    await asked.again()
  }

  if (recorded)
    return (
      <>
        <OfficeNotice office={office} language={language} />
        <Recorder voice={recorded} language={language} install={install} leave={() => setRecorded(null)} />
      </>
    )
  return (
    <>
      <PageHead title={t.title} line={t.line}>
        {mayManage ? (
          <>
            <Button icon={FileUp} onClick={() => chooser.current?.click()}>
              {t.installFile}
            </Button>
            <input
              ref={chooser}
              className="visually-hidden"
              type="file"
              accept="application/json,.json"
              tabIndex={-1}
              aria-label={t.installFile}
              onChange={({ target }) => {
                void installFile(target.files?.[0])
                target.value = ""
              }}
            />
          </>
        ) : null}
      </PageHead>
      <OfficeNotice office={office} language={language} />
      {asked.answer === null ? (
        <NotYet asked={asked} language={language} />
      ) : (
        <ul className="rows">
          {asked.answer.voices.map((voice) => (
            <li className="line" key={voice.language}>
              <Volume2 aria-hidden="true" />
              <div className="line__words">
                <p className="line__name">{languageName(voice.language, language)}</p>
                <p className="soft">{voice.name}</p>
              </div>
              <div className="line__state">
                <p>
                  {voice.installed === null
                    ? t.comesAlong
                    : t.installedAt({
                        when: momentWords(voice.installed.at, office.clock.now(), branch.zone, language),
                      })}
                </p>
              </div>
              <div className="line__buttons">
                {mayManage ? (
                  <Button look="quiet" icon={Mic} onClick={() => setRecorded(voice)}>
                    {t.record}
                  </Button>
                ) : null}
                {mayManage && voice.installed !== null ? (
                  <Button look="quiet" onClick={() => void remove(voice)}>
                    {t.remove}
                  </Button>
                ) : null}
              </div>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function languageName(tag: string, language: ScreenLanguage): string {
  return new Intl.DisplayNames([language, "id"], { type: "language" }).of(tag) ?? tag
}
