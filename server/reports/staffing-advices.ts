import type { StaffingAdvice } from "@giliran/contract/advice"
import type { BranchId } from "@giliran/contract/basics"
import type { BranchRoom } from "../rooms/branch-room.ts"
import { staffingAdvice } from "../simulator/staffing-advice.ts"

/** However many ask: a branch's staff cannot act on more than four advices a minute. */
const freshMs = 15_000

export interface StaffingAdvices {
  /** As of now, or of a few seconds ago. */
  of(room: BranchRoom): Promise<StaffingAdvice>
}

/** ADVICE-1, at most one at work for each branch. It lets others work in between. */
export function staffingAdvices(): StaffingAdvices {
  const latest = new Map<BranchId, { readonly madeAt: number; readonly advice: Promise<StaffingAdvice> }>()
  return {
    of(room) {
      const now = room.now()
      const known = latest.get(room.branchId)
      if (known && now - known.madeAt < freshMs) return known.advice
      const advice = make(room)
      latest.set(room.branchId, { madeAt: now, advice })
      advice.catch(() => latest.delete(room.branchId))
      return advice
    },
  }
}

async function make(room: Pick<BranchRoom, "day" | "now">): Promise<StaffingAdvice> {
  const making = staffingAdvice(room.day, room.now())
  for (;;) {
    const step = making.next()
    if (step.done) return step.value
    await new Promise((resolve) => setImmediate(resolve))
  }
}
