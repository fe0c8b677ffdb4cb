import type { View } from "@giliran/contract/views"
import type { Timer, World } from "../world.ts"
import type { Audience } from "./audience.ts"
import type { LiveSocket } from "./live-socket.ts"

const checkMs = 20

/** Screens that could not take a view: each gets the newest when it can, and nothing in between. */
export class SlowScreens {
  readonly #world: World
  readonly #viewFor: (audience: Audience) => View | null
  readonly #waiting = new Map<LiveSocket, Audience>()
  #timer: Timer | null = null

  constructor(world: World, viewFor: (audience: Audience) => View | null) {
    this.#world = world
    this.#viewFor = viewFor
  }

  /** Of these screens, those that cannot take a view now: they are caught up with later. */
  putOff(sockets: ReadonlySet<LiveSocket>, audience: Audience): readonly LiveSocket[] {
    const slow = Array.from(sockets).filter(isSlow)
    for (const socket of slow) this.#waiting.set(socket, audience)
    if (slow.length > 0) this.#timer ??= this.#world.after(checkMs, () => this.#catchUp())
    return slow
  }

  forget(socket: LiveSocket): void {
    this.#waiting.delete(socket)
  }

  stop(): void {
    this.#timer?.cancel()
  }

  #catchUp(): void {
    this.#timer = null
    for (const [socket, audience] of this.#waiting) {
      if (socket.connected && isSlow(socket)) continue
      this.#waiting.delete(socket)
      const view = socket.connected ? this.#viewFor(audience) : null
      if (view) socket.emit("view", view)
    }
    if (this.#waiting.size > 0) this.#timer = this.#world.after(checkMs, () => this.#catchUp())
  }
}

function isSlow(socket: LiveSocket): boolean {
  return !socket.conn.transport.writable
}
