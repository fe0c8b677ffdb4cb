import type { AdviceShown, StaffingAdvice } from "@giliran/contract/advice"
import type { BranchId, Instant } from "@giliran/contract/basics"
import type { Logger } from "pino"
import { listenersOf } from "../listeners.ts"
import type { World } from "../world.ts"
import type { BranchRoom } from "../branch/branch-room.ts"
import { type AdviceNow, staffingAdvice } from "../simulator/staffing-advice.ts"

/** However many ask: a branch's staff cannot act on more than four advices a minute. */
const freshMs = 15_000
/** An advice that was not looked at again for so long may have been wrong in between: it holds from when it is given anew. */
const unseenMs = 60_000
/** The branch comes first: of the time, the simulator takes no more than this part, a piece at a time. */
const workShare = 0.2

type Branch = Pick<BranchRoom, "branchId" | "day" | "now">

export interface StaffingAdvices {
  /** As of now, or of a few seconds ago. */
  of(room: Branch): Promise<StaffingAdvice>
  /** What a supervisor's screen shows now. Never waits: when it is not fresh, the next is worked out in the background and told. */
  shown(room: Branch): AdviceShown | null
  /** Tells when there is another one to be shown. Returns the way to stop listening. */
  readonly onNews: (listener: (branchId: BranchId) => void) => () => void
  close(): Promise<void>
}

interface Latest {
  readonly answer: StaffingAdvice
  readonly madeAt: Instant
}

/** ADVICE-1, ADVICE-3: one at work on the whole server, and others work in between. */
export function staffingAdvices({
  log,
  world,
}: {
  readonly log: Logger
  readonly world: World
}): StaffingAdvices {
  const latest = new Map<BranchId, Latest>()
  const making = new Map<BranchId, Promise<StaffingAdvice>>()
  const news = listenersOf<[BranchId]>()
  let isClosing = false
  let work: Promise<unknown> = Promise.resolve()

  const make = async (room: Branch): Promise<StaffingAdvice> => {
    const made = await inPieces(staffingAdvice(room.day, room.now()), { world, isOver: () => isClosing })
    const before = latest.get(room.branchId)
    const answer = { ...made, since: sinceOf(made, before) }
    latest.set(room.branchId, { answer, madeAt: room.now() })
    if (JSON.stringify(shownOf(answer)) !== JSON.stringify(before ? shownOf(before.answer) : null))
      news.tell(room.branchId)
    return answer
  }

  const inTurn = (room: Branch): Promise<StaffingAdvice> => {
    const known = making.get(room.branchId)
    if (known) return known
    const made = work.then(() => make(room)).finally(() => making.delete(room.branchId))
    making.set(room.branchId, made)
    work = made.catch(() => {})
    return made
  }

  const freshOf = (room: Branch): StaffingAdvice | null => {
    const known = latest.get(room.branchId)
    return known && room.now() - known.madeAt < freshMs ? known.answer : null
  }

  return {
    of: (room) => Promise.resolve(freshOf(room) ?? inTurn(room)),
    shown(room) {
      if (!freshOf(room) && !isClosing)
        inTurn(room).catch((error: unknown) => {
          if (!isClosing)
            log.warn({ err: error, branch: room.branchId }, "there is no staffing advice for now")
        })
      const known = latest.get(room.branchId)
      return known && isOfNow(known, room.now()) ? shownOf(known.answer) : null
    },
    onNews: news.add,
    async close() {
      isClosing = true
      await work
    },
  }
}

/** Since when the same has been advised, as far as anybody looked. */
function sinceOf({ at, advice }: AdviceNow, before: Latest | undefined): Instant | null {
  if (!advice) return null
  const { advice: last, since } = before?.answer ?? { advice: null, since: null }
  const isSame = last?.act === advice.act && last.counterId === advice.counterId
  return isSame && before && at - before.madeAt < unseenMs ? since : at
}

/** What was worked out long ago, or speaks of a moment that has come, is no advice any more. */
function isOfNow({ madeAt, answer }: Latest, now: Instant): boolean {
  return now - madeAt < unseenMs && now < answer.until
}

function shownOf({ advice, until, since }: StaffingAdvice): AdviceShown | null {
  return advice && since !== null ? { ...advice, until, since } : null
}

async function inPieces(
  pieces: Generator<undefined, AdviceNow>,
  { world, isOver }: { readonly world: World; readonly isOver: () => boolean },
): Promise<AdviceNow> {
  for (;;) {
    const startedAt = world.elapsedMs()
    const piece = pieces.next()
    if (piece.done) return piece.value
    await world.sleep((world.elapsedMs() - startedAt) * (1 / workShare - 1))
    if (isOver()) throw new Error("the server stops")
  }
}
