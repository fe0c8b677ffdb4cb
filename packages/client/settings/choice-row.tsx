import type { ReactNode } from "react"

export interface MachineChoice<Value> {
  readonly value: Value
  readonly words: string
  /** What is worth knowing before it is chosen. */
  readonly note?: string
}

/** One setting: its name, and a button for each of what it can be. Buttons alone: a remote control opens no list. */
export const ChoiceRow = <Value extends string | number | undefined>({
  name,
  choices,
  chosen,
  choose,
}: {
  name: string
  choices: readonly MachineChoice<Value>[]
  chosen: Value
  choose: (value: Value) => void
}): ReactNode => (
  <fieldset className="machine__row">
    <legend>{name}</legend>
    <div className="machine__choices">
      {choices.map(({ value, words, note }) => (
        <button
          className="machine__button"
          key={String(value)}
          type="button"
          aria-pressed={value === chosen}
          onClick={() => choose(value)}
        >
          <span>{words}</span>
          {note === undefined ? null : <small>{note}</small>}
        </button>
      ))}
    </div>
  </fieldset>
)
