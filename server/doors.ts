import type { Logger } from "pino"
import type { Callers } from "./access/callers.ts"
import type { Config } from "./config/config.ts"
import type { House } from "./house.ts"
import { appOf } from "./http/app.ts"
import { addressOf, listen, stopListening, warnOfOpenAir } from "./http/listen.ts"
import { rateLimits } from "./http/rate-limits.ts"
import { webServer } from "./http/web-server.ts"
import { liveServer } from "./live/live-server.ts"
import type { NewsDesk } from "./live/news.ts"
import type { Part } from "./part.ts"
import type { World } from "./world.ts"

export interface RunningServer {
  /** `http://127.0.0.1:8080`, where this machine reaches it. */
  readonly url: string
  readonly port: number
  /** Stops taking orders, finishes those that wait, closes screens, ledger and database. */
  stop(): Promise<void>
}

export interface ServerNeeds {
  readonly config: Config
  readonly log: Logger
  /** Left out, the machine's own. */
  readonly world?: World
}

interface DoorsNeeds {
  readonly parts: readonly Part[]
  readonly callers: Callers
  readonly news: NewsDesk
}

/** Opens every branch's room, and then the doors: HTTP and live views. Resolves when it listens. */
export async function openDoors(house: House, { parts, callers, news }: DoorsNeeds): Promise<RunningServer> {
  const { config, database, ledger, log, rooms, world } = house
  const { edges, limits, host } = config
  const ownOrigins = edges.publicOrigins
  let isServing = true
  const app = appOf({
    world,
    log,
    rooms,
    database,
    callers,
    ownOrigins,
    limits: rateLimits(limits),
    routes: parts.flatMap((part) => part.routes ?? []),
    frameAncestors: edges.frameAncestors,
    isReady: async () => isServing && (await database.isReady()),
  })
  const web = webServer({ edges, limits, log, world, app })
  // After the API's listener: socket.io takes its own path out of what that one hears.
  const live = liveServer({
    http: web.http,
    callers,
    rooms,
    ownOrigins,
    database,
    news,
    screens: parts.flatMap((part) => part.screens ?? []),
    limits,
    world,
    log,
  })
  // After the live views: the hall hears of a call before anything that only keeps books.
  rooms.onOpened((room) => {
    for (const part of parts) part.watch?.(room)
  })
  await rooms.openAll(await ledger.branches())
  await listen(web, config)
  warnOfOpenAir(config, log)
  for (const part of parts) part.listening?.()

  return {
    ...addressOf(web, host),
    async stop() {
      isServing = false
      await stopListening(web, world, async () => {
        await Promise.all([live.close(), ...parts.map((part) => part.close?.())])
        await rooms.close()
      })
      await ledger.close()
      await database.close()
    },
  }
}
