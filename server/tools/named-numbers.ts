import { BadInput } from "../bad-input.ts"

/** `priority=90,prospect=-90`, as an option gives numbers by name; nothing when it is left out. Throws `BadInput`. */
export function namedNumbers(option: string, given: string | undefined): ReadonlyMap<string, number> {
  if (given === undefined) return new Map()
  return new Map(
    given.split(",").map((part) => {
      const [, name, number] = /^(\w+)=(-?\d+(?:\.\d+)?)$/.exec(part) ?? []
      if (name === undefined) throw new BadInput(`${option}: "${part}" should be like priority=90.`)
      return [name, Number(number)]
    }),
  )
}
