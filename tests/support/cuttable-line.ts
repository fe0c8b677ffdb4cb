import { type AddressInfo, type Socket, connect, createServer } from "node:net"
import { setTimeout as sleep } from "node:timers/promises"

/** A TCP line to a database that can be cut like a cable. */
export interface CuttableLine {
  readonly url: string
  /** The next statement reaches the database and its answer does not come back. */
  loseNextAnswer(): void
  /** Nothing goes through, and new connections are closed. Resolves when both ends have noticed. */
  cut(): Promise<void>
  /** Connections stay open and nothing moves on them, as when a router dies. */
  hang(): void
  mend(): void
  close(): Promise<void>
}

export async function cuttableLine(databaseUrl: string): Promise<CuttableLine> {
  const target = new URL(databaseUrl)
  let state: "whole" | "losing" | "cut" | "hanging" = "whole"
  const open = new Set<Socket>()

  const server = createServer((near) => {
    if (state === "cut") {
      near.destroy()
      return
    }
    const far = connect(Number(target.port), target.hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one)
      one.on("error", () => other.destroy())
      one.on("close", () => {
        open.delete(one)
        other.destroy()
      })
    }
    near.on("data", (bytes) => state !== "hanging" && far.write(bytes))
    far.on("data", (bytes) => {
      if (state === "hanging") return
      if (state === "losing") {
        state = "whole"
        near.destroy()
      } else {
        near.write(bytes)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const url = new URL(databaseUrl)
  url.port = String((server.address() as AddressInfo).port)

  const cutAll = () => {
    for (const socket of open) socket.destroy()
  }
  return {
    url: url.href,
    loseNextAnswer() {
      state = "losing"
    },
    async cut() {
      state = "cut"
      cutAll()
      await sleep(50)
    },
    hang() {
      state = "hanging"
    },
    mend() {
      state = "whole"
    },
    async close() {
      cutAll()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
