import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser"

/** A message as the screens carry it: plain words, or what an ICU message was read into. */
export type ReadMessage = string | readonly MessageFormatElement[]

/** Reads an ICU message. Throws a SyntaxError that says what is wrong with it. */
export function readMessage(text: string): ReadMessage {
  const elements = elementsOf(text)
  const [only] = elements
  // Words with a brace would look like a message that was not read yet.
  const isPlain = elements.length === 1 && only?.type === TYPE.literal && !/[{}]/.test(only.value)
  if (elements.length === 0) return ""
  return isPlain ? only.value : elements
}

/** What a message wants to be given, by name: `count` as a number, `name` as words. */
export function valuesOf(text: string): ReadonlyMap<string, ValueKind> {
  const values = new Map<string, ValueKind>()
  const look = (elements: readonly MessageFormatElement[]) => {
    for (const element of elements) {
      switch (element.type) {
        case TYPE.argument:
          values.set(element.value, "words")
          break
        case TYPE.select:
          values.set(element.value, "words")
          for (const { value } of Object.values(element.options)) look(value)
          break
        case TYPE.number:
          values.set(element.value, "number")
          break
        case TYPE.plural:
          values.set(element.value, "number")
          for (const { value } of Object.values(element.options)) look(value)
          break
        case TYPE.date:
        case TYPE.time:
          values.set(element.value, "moment")
          break
        case TYPE.tag:
        case TYPE.literal:
        case TYPE.pound:
          break
      }
    }
  }
  look(elementsOf(text))
  return values
}

export type ValueKind = "words" | "number" | "moment"

/** A "<" is a word like any other: nothing here is HTML. */
function elementsOf(text: string): MessageFormatElement[] {
  try {
    return parse(text, { ignoreTag: true, requiresOtherClause: true })
  } catch (error) {
    throw new SyntaxError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}
