import type { HealthReport } from "@giliran/contract/device-health"
import type { Instant } from "@giliran/contract/basics"
import type { DisplayView } from "@giliran/contract/display-view"
import type { ViewStore } from "@giliran/client/view-store"
import type { StoreApi } from "zustand/vanilla"
import { isNewerThere, runningBuild } from "./newer-build.ts"
import { lastReload, reload } from "./reload.ts"
import { stayAwake } from "./stay-awake.ts"
import { watchStanding } from "./watch-standing.ts"

interface WellParts {
  readonly views: ViewStore<DisplayView>
  readonly health: StoreApi<HealthReport>
  /** Nobody is being called: the page may be loaded again without anybody missing a word. */
  readonly isQuiet: () => boolean
}

const LOOK_FOR_BUILD_MS = 60_000
const QUIET_LOOK_MS = 1_000

/** What lets a display hang on a wall for months: it stays awake, takes new builds, and loads itself again when it stood still. */
export function keepWell({ views, health, isQuiet }: WellParts): void {
  stayAwake()
  watchStanding({
    now: () => performance.now(),
    isVisible: () => document.visibilityState === "visible",
    each: (run, ms) => setInterval(run, ms),
    nextFrame: (run) => requestAnimationFrame(run),
    stood: () => reload("stood-still"),
  })

  let isNewer = false
  const look = async () => {
    isNewer ||= await isNewerThere(location.pathname, document.documentElement.outerHTML)
  }
  setInterval(() => void look(), LOOK_FOR_BUILD_MS)
  setInterval(() => {
    if (isNewer && isQuiet()) reload("new-build")
  }, QUIET_LOOK_MS)
  // A server that comes back may be a new one.
  views.subscribe(({ link }, before) => {
    if (link.status === "live" && before.link.status === "lost") void look()
  })

  const build = runningBuild(document.documentElement.outerHTML)
  const last = lastReload()
  health.setState({
    ...(build !== undefined && { build }),
    page:
      last === null || last.cause === "new-build"
        ? { status: "well" }
        : { status: "recovered", at: last.at as Instant },
  })
}
