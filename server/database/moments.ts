import type { Instant } from "@giliran/contract/basics"

/** A row as the driver reads it: each moment is a Date. */
export type InDatabase<Row> = {
  [Column in keyof Row]: Row[Column] extends Instant
    ? Date
    : Row[Column] extends Instant | null
      ? Date | null
      : Row[Column]
}

export function instantOf(date: Date): Instant {
  return date.getTime() as Instant
}

export function instantOrNull(date: Date | null): Instant | null {
  return date === null ? null : instantOf(date)
}

export function dateOf(moment: Instant): Date {
  return new Date(moment)
}

export function dateOrNull(moment: Instant | null): Date | null {
  return moment === null ? null : new Date(moment)
}

/** A column's moment as every JSON has it: for statements that read it as a number. */
export const millisOf = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`
