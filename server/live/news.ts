import type { AdviceShown } from "@giliran/contract/advice"
import type { BranchId } from "@giliran/contract/basics"
import type { TroubledDevice } from "@giliran/contract/device-health"
import type { HelpRequest } from "@giliran/contract/help"
import type { PrinterShown } from "@giliran/contract/kiosk-view"
import type { BranchRoom } from "../branch/branch-room.ts"
import type { Audience } from "./audience.ts"

/** What views show besides the queue, each from the concern that knows it. */
export interface News {
  readonly help: readonly HelpRequest[]
  readonly advice: AdviceShown | null
  readonly troubles: readonly TroubledDevice[]
  readonly printers: readonly PrinterShown[]
}

export type NewsKind = keyof News

interface NewsSourceOf<Kind extends NewsKind> {
  readonly kind: Kind
  /** As it is now. Never waits. */
  of(room: BranchRoom): News[Kind]
  /** Returns the way to stop listening. */
  onNews(listener: (branchId: BranchId) => void): () => void
}

/** Knows one kind of news of every branch, and tells when there is another. */
export type NewsSource = { readonly [Kind in NewsKind]: NewsSourceOf<Kind> }[NewsKind]

/** Who sees a kind of news, and whether somebody waits for it with open eyes. */
export const newsSeen: Readonly<
  Record<NewsKind, { readonly by: (audience: Audience) => boolean; readonly isUrgent: boolean }>
> = {
  help: { by: ({ kind }) => kind === "counter" || kind === "kiosk", isUrgent: true },
  advice: { by: isAdvised, isUrgent: false },
  troubles: { by: isAdvised, isUrgent: false },
  printers: { by: ({ kind }) => kind === "kiosk", isUrgent: false },
}

function isAdvised(audience: Audience): boolean {
  return audience.kind === "counter" && audience.isAdvised
}

/** All news of all branches. */
export interface NewsDesk {
  of<Kind extends NewsKind>(kind: Kind, room: BranchRoom): News[Kind]
  /** Returns the way to stop listening. */
  onNews(listener: (branchId: BranchId, kind: NewsKind) => void): () => void
}

/** Throws where nobody knows a kind: that is a part that was forgotten. */
export function newsDesk(sources: readonly NewsSource[]): NewsDesk {
  const byKind = new Map<NewsKind, NewsSource>(sources.map((source) => [source.kind, source]))
  for (const kind of Object.keys(newsSeen) as NewsKind[])
    if (!byKind.has(kind)) throw new Error(`No part tells the news of ${kind}`)
  return {
    of: <Kind extends NewsKind>(kind: Kind, room: BranchRoom) => byKind.get(kind)?.of(room) as News[Kind],
    onNews(listener) {
      const stops = sources.map((source) => source.onNews((branchId) => listener(branchId, source.kind)))
      return () => {
        for (const stop of stops) stop()
      }
    },
  }
}
