/** A mean of independent batches, and how far off it may be: one standard error. */
export interface Estimate {
  readonly mean: number
  readonly standardError: number
}

/**
 * The mean of the batches with the effect of the controls taken out. A control is a figure of the batch whose expectation is
 * zero; least squares says how the batches depend on it (Lavenberg and Welch 1981, "A perspective on the use of control variables
 * to increase the efficiency of Monte Carlo simulations").
 */
export function estimate(batches: readonly number[], controls: readonly (readonly number[])[]): Estimate {
  const rows = controls.map((values) => [1, ...values])
  const width = rows[0]?.length ?? 1
  const normal = Array.from({ length: width }, (_, i) =>
    Array.from({ length: width }, (_unused, j) =>
      rows.reduce((sum, row) => sum + (row[i] ?? 0) * (row[j] ?? 0), 0),
    ),
  )
  const target = Array.from({ length: width }, (_, i) =>
    rows.reduce((sum, row, batch) => sum + (row[i] ?? 0) * (batches[batch] ?? 0), 0),
  )
  const coefficients = solved(normal, target)
  const residue = rows.reduce((sum, row, batch) => {
    const expected = row.reduce((total, value, i) => total + value * (coefficients[i] ?? 0), 0)
    return sum + ((batches[batch] ?? 0) - expected) ** 2
  }, 0)
  const unit = Array.from({ length: width }, (_, i) => (i === 0 ? 1 : 0))
  const spread = solved(normal, unit)[0] ?? 0
  return {
    mean: coefficients[0] ?? 0,
    standardError: Math.sqrt((residue / (batches.length - width)) * spread),
  }
}

/** Gauss, with the largest pivot. */
function solved(matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  const rows = matrix.map((row, index) => [...row, right[index] ?? 0])
  for (let column = 0; column < rows.length; column++) {
    const pivotAt = rows.reduce(
      (best, row, index) =>
        index >= column && Math.abs(row[column] ?? 0) > Math.abs(rows[best]?.[column] ?? 0) ? index : best,
      column,
    )
    const pivot = rows[pivotAt] ?? []
    rows[pivotAt] = rows[column] ?? []
    rows[column] = pivot
    for (const [index, row] of rows.entries()) {
      if (index === column) continue
      const factor = (row[column] ?? 0) / (pivot[column] ?? 1)
      for (let at = column; at <= rows.length; at++) row[at] = (row[at] ?? 0) - factor * (pivot[at] ?? 0)
    }
  }
  return rows.map((row, index) => (row[rows.length] ?? 0) / (row[index] ?? 1))
}
