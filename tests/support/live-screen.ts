import { setTimeout as sleep } from "node:timers/promises"
import { CONTRACT_VERSION, LIVE_NAMESPACE } from "@giliran/contract/socket-events"
import type { View, ViewKind } from "@giliran/contract/views"
import { io, type Socket } from "socket.io-client"

type Of<Kind extends ViewKind> = Extract<View, { kind: Kind }>

/** A screen as the browser has one: it joins, and keeps every view that came. */
export interface LiveScreen<Kind extends ViewKind> {
  readonly socket: Socket
  readonly views: readonly Of<Kind>[]
  /** The first view, from now on or before, that is so. */
  until(isSo: (view: Of<Kind>) => boolean): Promise<Of<Kind>>
  close(): void
}

export interface Joining<Kind extends ViewKind> {
  readonly token: string
  readonly view: Kind
  readonly branch?: string
  readonly counter?: string
  readonly transports?: readonly ("websocket" | "polling")[]
}

const patienceMs = 5_000

/** Resolves with the first view; rejects with the code of the refusal. */
export async function joinLive<Kind extends ViewKind>(
  url: string,
  { token, view, branch = "demo", counter, transports = ["websocket"] }: Joining<Kind>,
): Promise<LiveScreen<Kind>> {
  const socket = io(url + LIVE_NAMESPACE, {
    auth: {
      contract: CONTRACT_VERSION,
      token,
      view,
      ...(view === "ticket" ? {} : { branch }),
      ...(counter === undefined ? {} : { counter }),
    },
    transports: [...transports],
    forceNew: true,
    reconnectionDelay: 50,
    reconnectionDelayMax: 200,
  })
  const views: Of<Kind>[] = []
  socket.on("view", (next: Of<Kind>) => views.push(next))
  const refusal = new Promise<never>((_, reject) => {
    socket.once("connect_error", (error) => {
      socket.close()
      reject(new Error((error as Error & { data?: { code?: string } }).data?.code ?? error.message))
    })
  })
  const until: LiveScreen<Kind>["until"] = async (isSo) => {
    for (const end = performance.now() + patienceMs; performance.now() < end; await sleep(5)) {
      const found = views.find(isSo)
      if (found) return found
    }
    throw new Error(`No such view came; the last was ${JSON.stringify(views.at(-1))}`)
  }
  await Promise.race([until(() => true), refusal])
  refusal.catch(() => {})
  return { socket, views, until, close: () => socket.close() }
}
