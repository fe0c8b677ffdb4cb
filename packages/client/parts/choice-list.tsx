import type { ReactNode } from "react"

/** Radio buttons as rows or chips: arrows choose, Enter sends the form. */
export function ChoiceList<Value extends string>({
  legend,
  name,
  choices,
  value,
  choose,
  look = "rows",
}: {
  legend: string
  name: string
  choices: readonly { readonly value: Value; readonly words: string; readonly more?: string }[]
  value: Value | null
  choose: (value: Value) => void
  look?: "rows" | "chips"
}): ReactNode {
  return (
    <fieldset className="choice-list" data-look={look}>
      <legend>{legend}</legend>
      <div className="choice-list__choices">
        {choices.map((choice) => (
          <label className="choice" key={choice.value}>
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => choose(choice.value)}
            />
            <span className="choice__words">{choice.words}</span>
            {choice.more === undefined ? null : <span className="choice__more">{choice.more}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
