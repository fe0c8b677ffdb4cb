import { describe, expect, test } from "vitest"
import type { Estimate } from "../support/estimate.ts"
import { drawSteady, steadyWaits, type SteadyRule } from "../support/steady-queue.ts"
import { theoryTable } from "../support/theory-table.ts"

/** 1.8 million customers a row, in batches; 30,000 more come before them while the queue fills. */
const run = { seed: 1, batchCount: 60, batchSize: 30_000 }
const tolerance = 0.015

describe.each(
  theoryTable.map((row) => ({
    name: `${row.queue.counterCount} counters, ${row.queue.busyShare} busy, ${row.queue.services.kind} service`,
    ...row,
  })),
)("$name", ({ queue, firstCome, cells }) => {
  const load = drawSteady(queue, run)
  const plain = steadyWaits(queue, run, load, "first-come", null)

  test("first come, first served: the books' mean wait", () => {
    expectNear(plain.waits.all, firstCome, 0.015)
  })

  test.each(cells.map((cell) => ({ name: nameOf(cell.rule), ...cell })))(
    "$name: the books' mean waits of both classes",
    ({ rule, priority, regular }) => {
      const { waits } = steadyWaits(queue, run, load, rule, {
        batches: plain.batches,
        waitSeconds: firstCome,
      })
      expectNear(waits.priority, priority, 0.005)
      expectNear(waits.regular, regular, 0.005)
    },
  )
})

/** Near, and not by luck: the figure's own standard error is small as well. */
function expectNear({ mean, standardError }: Estimate, theory: number, errorLimit: number): void {
  expect(standardError / theory).toBeLessThan(errorLimit)
  expect(Math.abs(mean / theory - 1), `${mean} ± ${standardError} beside ${theory}`).toBeLessThan(tolerance)
}

function nameOf(rule: SteadyRule): string {
  return typeof rule === "string" ? rule : `accumulating, regular ${rule.beta} of priority`
}
