import type { z } from "zod"
import { withSecretFiles } from "./secret-files.ts"
import { type Variable, type VariableName, variableRows, type variables } from "./variables.ts"

type Table = typeof variables

/** The value of every variable; null where one was left out that has no default. */
export type Values = {
  readonly [Name in VariableName]:
    | z.output<Table[Name]["schema"]>
    | (Table[Name]["default"] extends null ? null : never)
}

/** One thing that is wrong with the environment, and what to do about it. */
export interface ConfigMistake {
  readonly name: string
  readonly mistake: string
}

type Environment = Readonly<Record<string, string | undefined>>

/** What the environment says, by the table. An empty variable counts as one left out: that is what `PORT= npm start` means to a person. */
export function valuesIn(
  environment: Environment,
): { readonly values: Values } | { readonly mistakes: readonly ConfigMistake[] } {
  const mayBeInFile = variableRows.filter(([, { secret }]) => secret === "or-file").map(([name]) => name)
  const filled = withSecretFiles(environment, mayBeInFile)
  if ("mistaken" in filled)
    return { mistakes: filled.mistaken.map(({ name, why }) => unusable(name, "", why)) }
  const given = filled.environment

  const values: Record<string, unknown> = {}
  const mistakes: ConfigMistake[] = []
  for (const [name, variable] of variableRows) {
    const text = given[name] || variable.default
    const checked = text === null ? { success: true, data: null } : variable.schema.safeParse(text)
    if (checked.success) values[name] = checked.data
    else mistakes.push(unusable(name, variable.secret ? "" : ` (${JSON.stringify(text)})`, variable.advice))
  }
  if (mistakes.length > 0) return { mistakes }
  const missing = missingIn(given)
  return missing ? { mistakes: [missing] } : { values: values as Values }
}

function unusable(name: string, shown: string, whatToDo: string): ConfigMistake {
  return { name, mistake: `${name}${shown} cannot be used: ${whatToDo}.` }
}

/** Whoever gives one variable of a group gives all of it. */
function missingIn(given: Environment): ConfigMistake | null {
  const isWanted = ({ group }: Variable) =>
    group !== undefined && variableRows.some(([name, other]) => other.group === group && given[name])
  const missing = variableRows.find(([name, variable]) => !given[name] && isWanted(variable))
  if (!missing) return null
  const [name, { advice }] = missing
  return { name, mistake: `${name} is missing: ${advice}.` }
}
