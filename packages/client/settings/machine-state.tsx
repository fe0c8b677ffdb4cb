import type { SettingsOpened } from "@giliran/contract/machine-settings"
import type { ReactNode } from "react"
import { useStore } from "zustand"
import { inLanguage, wordsIn } from "../phrases.ts"
import type { Machine } from "./machine.ts"
import { settingsPhrases } from "./settings-phrases.ts"

/** Which machine this is, and how the server sees it. */
export const MachineState = ({
  machine,
  opened,
}: {
  machine: Machine
  opened: SettingsOpened
}): ReactNode => {
  const language = machine.language()
  const t = inLanguage(settingsPhrases, language)
  const { build } = useStore(machine.health)
  const troubles = opened.health?.troubles ?? []
  const facts = [
    [t.name, opened.name],
    [t.branch, machine.branch() ?? ""],
    [t.server, `${location.host} (${machine.isLinked() ? t.linked : t.notLinked})`],
    [t.build, build ?? opened.health?.report.build ?? runningScript()],
    [
      t.health,
      opened.health === null
        ? t.notReported
        : troubles.length === 0
          ? t.well
          : troubles.map(({ words }) => wordsIn(words, language)).join("; "),
    ],
  ] as const
  return (
    <dl className="machine__facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Each build's script has a name of its own. */
const runningScript = (): string =>
  /-([\w-]{6,})\.js$/.exec(
    document.querySelector<HTMLScriptElement>("script[type='module'][src]")?.src ?? "",
  )?.[1] ?? "?"
