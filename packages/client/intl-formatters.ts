/** Formatters cost a millisecond to make and nothing to keep. */
const keeping = <Formatter>() => {
  const kept = new Map<string, Formatter>()
  return (key: string, make: () => Formatter): Formatter => {
    const formatter = kept.get(key) ?? make()
    kept.set(key, formatter)
    return formatter
  }
}

const numberFormats = keeping<Intl.NumberFormat>()
const pluralRules = keeping<Intl.PluralRules>()
const moments = keeping<Intl.DateTimeFormat>()

/** `1.234,5` in Indonesian. */
export const number = (locale: string, value: number): string =>
  numberFormats(locale, () => new Intl.NumberFormat(locale)).format(value)

/** The CLDR category of a count: `one`, `other`, … */
export const plural = (
  locale: string,
  type: Intl.PluralRuleType | undefined,
  count: number,
): Intl.LDMLPluralRule =>
  pluralRules(`${type} ${locale}`, () => new Intl.PluralRules(locale, type && { type })).select(count)

/** A moment by the clock and calendar of a zone, as the locale writes it. */
export const moment = (locale: string, zone: string, parts: Intl.DateTimeFormatOptions, at: number): string =>
  moments(
    `${locale} ${zone} ${JSON.stringify(parts)}`,
    () => new Intl.DateTimeFormat(locale, { timeZone: zone, ...parts }),
  ).format(at)
