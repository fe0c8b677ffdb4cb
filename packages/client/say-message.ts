import { number, plural } from "./intl-formatters.ts"
import { kinds, type MessageElement } from "./message-element.ts"

export type Values = Readonly<Record<string, string | number>>

/**
 * An ICU message that was read before, said with values: words, numbers, plurals and selects, which is all that the catalogues hold.
 * The library that says every kind of message would be the tenth part of what the phone's page may weigh.
 */
export const sayMessage = (
  elements: readonly MessageElement[],
  locale: string,
  values: Values,
  counted = 0,
): string =>
  elements
    .map((element) => {
      switch (element.type) {
        case kinds.literal:
          return element.value
        case kinds.argument:
          return String(values[element.value] ?? "")
        case kinds.number:
          return number(locale, Number(values[element.value] ?? 0))
        case kinds.pound:
          return number(locale, counted)
        case kinds.select: {
          const option = element.options[String(values[element.value])] ?? element.options["other"]
          return option ? sayMessage(option.value, locale, values, counted) : ""
        }
        case kinds.plural: {
          const value = Number(values[element.value] ?? 0)
          const count = value - element.offset
          const { options } = element
          const option =
            options[`=${value}`] ?? options[plural(locale, element.pluralType, count)] ?? options["other"]
          return option ? sayMessage(option.value, locale, values, count) : ""
        }
      }
    })
    .join("")
