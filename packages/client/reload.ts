/** Why a page loads itself again. */
export type ReloadCause = "stood-still" | "broke" | "new-build" | "new-contract"

interface KeptReload {
  readonly cause: ReloadCause
  readonly at: number
}

const STORAGE_KEY = "giliran.reloaded"
/** A page that does not get well by loading again is not loaded without end. */
const AT_MOST_EACH_MS = 2 * 60_000

/** Loads the page again; does nothing when it has only just done so. */
export function reload(cause: ReloadCause): void {
  const last = lastReload()
  if (last && Date.now() - last.at < AT_MOST_EACH_MS && Date.now() >= last.at) return
  try {
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify({ cause, at: Date.now() } satisfies KeptReload))
  } catch {
    // Without a memory there would be no end to it.
    return
  }
  location.reload()
}

/** The last time this tab did so, and why; null when it never did. */
export function lastReload(): KeptReload | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? "null")
    return isKept(kept) ? kept : null
  } catch {
    return null
  }
}

function isKept(kept: unknown): kept is KeptReload {
  return typeof kept === "object" && kept !== null && "at" in kept && typeof kept.at === "number"
}
