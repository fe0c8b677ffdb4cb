import type { Instant } from "@giliran/contract/basics"
import type { View } from "@giliran/contract/views"
import { useEffect, useState } from "react"
import { useStore } from "zustand"
import type { ServerClock } from "./server-clock.ts"
import type { LiveState, ViewStore } from "./view-store.ts"

/** A part of the live state; the component draws again when that part changes. */
export const useLive = <V extends View, Part>(
  store: ViewStore<V>,
  part: (state: LiveState<V>) => Part,
): Part => useStore(store, part)

/** The server's time, looked at every `everyMs`. */
export const useServerNow = (clock: ServerClock, everyMs: number): Instant => {
  const [now, setNow] = useState(() => clock.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(clock.now()), everyMs)
    return () => clearInterval(timer)
  }, [clock, everyMs])
  return now
}
