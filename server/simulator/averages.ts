import { rounded } from "./figures.ts"

/** A figure of one day, over many days. */
export interface Average {
  readonly mean: number
  /** Of that mean; null with one day. */
  readonly standardError: number | null
  /** Of the day on which it was highest. */
  readonly highest: number
}

/** The same figures, each number averaged over the days. */
export type Averaged<Figures> = {
  readonly [Name in keyof Figures]: Figures[Name] extends number | null
    ? Average | null
    : Averaged<Figures[Name]>
}

/** Figures that are null on some days are averaged over the others; null when they are on all. */
export function averaged<Figures extends object>(days: readonly Figures[]): Averaged<Figures> {
  const [first] = days
  if (!first) throw new RangeError("There are no days to average")
  return Object.fromEntries(
    Object.keys(first).map((name) => {
      const values = days.map((day) => day[name as keyof Figures])
      const isNumber = values.every((value) => typeof value === "number" || value === null)
      return [name, isNumber ? averageOf(values.filter(isThere)) : averaged(values as unknown as object[])]
    }),
  ) as Averaged<Figures>
}

/** Day by day, how much more the one is than the other. */
export function difference<Figures extends object>(figures: Figures, from: Figures): Figures {
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]: [string, unknown]) => {
      const other = from[name as keyof Figures] as unknown
      if (typeof value === "number" && typeof other === "number") return [name, value - other]
      if (value === null || other === null || typeof value !== "object") return [name, null]
      return [name, difference(value, other as object)]
    }),
  ) as Figures
}

function averageOf(values: readonly number[]): Average | null {
  if (values.length === 0) return null
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const isOne = values.length === 1
  return {
    mean: rounded(mean, 4),
    standardError: isOne ? null : rounded(Math.sqrt(spread / (values.length - 1) / values.length), 4),
    highest: rounded(
      values.reduce((a, b) => Math.max(a, b)),
      4,
    ),
  }
}

function isThere<Value>(value: Value | null): value is number & Value {
  return value !== null
}
