/**
 * A part of an ICU message as FormatJS reads it, its kinds as numbers: to import their enum would be to carry the reader.
 * Of all that there is, what the catalogues hold; a bank's own words are held to it by the server.
 */
export type MessageElement =
  | { readonly type: typeof kinds.literal; readonly value: string }
  | { readonly type: typeof kinds.argument; readonly value: string }
  | { readonly type: typeof kinds.number; readonly value: string }
  | { readonly type: typeof kinds.select; readonly value: string; readonly options: Options }
  | {
      readonly type: typeof kinds.plural
      readonly value: string
      readonly options: Options
      readonly offset: number
      readonly pluralType?: Intl.PluralRuleType
    }
  | { readonly type: typeof kinds.pound }

type Options = Readonly<Record<string, { readonly value: readonly MessageElement[] }>>

export const kinds = {
  literal: 0,
  argument: 1,
  number: 2,
  select: 5,
  plural: 6,
  pound: 7,
} as const
