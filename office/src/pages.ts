import { useSyncExternalStore } from "react"

export const PAGES = ["screens", "voice", "staff", "audit", "keys", "account"] as const
export type PageName = (typeof PAGES)[number]

/** The page in the address, so that a link, Back and a reload work. */
export function usePage(): PageName | null {
  return useSyncExternalStore(
    (changed) => {
      addEventListener("hashchange", changed)
      return () => removeEventListener("hashchange", changed)
    },
    () => pageIn(location.hash),
  )
}

/** A device's code from the link of its QR; at once gone from the address, the history and whoever looks over a shoulder. */
export function takePairCode(): string | null {
  const code = new URLSearchParams(location.hash.slice(1)).get("pair")
  if (code === null) return null
  history.replaceState(null, "", `${location.pathname}${location.search}#screens`)
  return code
}

function pageIn(hash: string): PageName | null {
  const name = hash.slice(1)
  return PAGES.find((page) => page === name) ?? null
}
