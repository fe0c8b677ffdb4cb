import type { HealthReport } from "@giliran/contract/device-health"
import type { Instant } from "@giliran/contract/basics"
import type { DisplayView } from "@giliran/contract/display-view"
import type { ViewStore } from "@giliran/client/view-store"
import type { StoreApi } from "zustand/vanilla"
import { runningBuild } from "@giliran/client/newer-build"
import { lastReload, reload } from "@giliran/client/reload"
import { reloadWhenNewer } from "@giliran/client/reload-when-newer"
import { reloadWhenOutdated } from "@giliran/client/reload-when-outdated"
import { stayAwake } from "./stay-awake.ts"
import { watchStanding } from "./watch-standing.ts"

interface WellParts {
  readonly views: ViewStore<DisplayView>
  readonly health: StoreApi<HealthReport>
  /** Nobody is being called: the page may be loaded again without anybody missing a word. */
  readonly isQuiet: () => boolean
}

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

  reloadWhenOutdated(views, isQuiet)
  const builds = reloadWhenNewer(isQuiet)
  // A server that comes back may be a new one.
  views.subscribe(({ link }, before) => {
    if (link.status === "live" && before.link.status === "lost") void builds.look()
  })

  const build = runningBuild(document.documentElement.outerHTML)
  const last = lastReload()
  health.setState({
    ...(build !== undefined && { build }),
    page:
      last === null || last.cause === "new-build" || last.cause === "new-contract"
        ? { status: "well" }
        : { status: "recovered", at: last.at as Instant },
  })
}
