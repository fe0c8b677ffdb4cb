import type { HallMedia } from "@giliran/contract/display-view"
import { createStore, type StoreApi } from "zustand/vanilla"

/** What is shown beside the calls at this moment. */
export interface Showing {
  readonly item: HallMedia
  /** Rises with each showing, also of the same file. */
  readonly turn: number
}

/** The branch's pictures and films, one after another, round and round; what cannot be shown is left out. */
export interface MediaShow extends StoreApi<{ readonly showing: Showing | null }> {
  /** Take in a view's media. Safe to call with every view: what is being shown goes on as long as it is among them. */
  readonly offer: (media: readonly HallMedia[]) => void
  /** That showing has had its time. */
  readonly over: (turn: number) => void
  /** That showing is broken, or is not there. */
  readonly failed: (turn: number) => void
}

interface ShowParts {
  readonly now: () => number
  readonly later: (run: () => void, ms: number) => void
}

/** What could not be shown is tried again after this long: somebody may have put a good file in its place. */
export const BROKEN_FOR_MS = 5 * 60_000

export function createMediaShow({ now, later }: ShowParts): MediaShow {
  const store = createStore<{ readonly showing: Showing | null }>(() => ({ showing: null }))
  const brokenAt = new Map<string, number>()
  let media: readonly HallMedia[] = []
  let turn = 0

  function goOn(): void {
    const before = store.getState().showing
    const place = media.findIndex(({ file }) => file === before?.item.file)
    const inTurn = [...media.slice(place + 1), ...media.slice(0, place + 1)]
    const item = inTurn.find(({ file }) => now() - (brokenAt.get(file) ?? -Infinity) >= BROKEN_FOR_MS)
    if (item) turn += 1
    if (item || before) store.setState({ showing: item ? { item, turn } : null })
  }

  return {
    ...store,
    offer(offered) {
      media = offered
      const { showing } = store.getState()
      if (!showing || !media.some((item) => isSame(item, showing.item))) goOn()
    },
    over(of) {
      if (of === store.getState().showing?.turn) goOn()
    },
    failed(of) {
      const { showing } = store.getState()
      if (!showing || of !== showing.turn) return
      brokenAt.set(showing.item.file, now())
      later(() => {
        if (!store.getState().showing) goOn()
      }, BROKEN_FOR_MS)
      goOn()
    },
  }
}

function isSame(one: HallMedia, other: HallMedia): boolean {
  return one.file === other.file && one.seconds === other.seconds && one.hasSound === other.hasSound
}
