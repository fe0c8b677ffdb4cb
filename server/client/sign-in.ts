import type { DemoSession } from "@giliran/contract/http-answers"

/** The screens that the demo branch signs in by itself, on the machine that runs the server. */
export type PairedScreen = "kiosk" | "display" | "counter"

export interface Pairing {
  /** Null where somebody is signed in at this browser: the session's cookie goes along by itself. */
  readonly token: string | null
  readonly branch: string
  /** A counter's own screen knows its counter. */
  readonly counter?: string
}

export type SignIn =
  | { readonly status: "paired"; readonly pairing: Pairing }
  | { readonly status: "not-paired" }
  /** No answer from the server: ask again. */
  | { readonly status: "unreachable" }

/**
 * Finds who this screen is: from the link that pairs it (`/kiosk/#token=…&branch=…`, then gone from the address bar),
 * else from the last time, else as the demo's screen on the server's own machine.
 */
export const signIn = async (screen: PairedScreen): Promise<SignIn> => {
  const pairing = pairingFromAddress() ?? readPairing(screen)
  if (pairing !== null) {
    keepPairing(screen, pairing)
    return { status: "paired", pairing }
  }
  return askForDemo(screen)
}

/** Forgets a token that the server no longer takes. */
export const forgetPairing = (screen: PairedScreen): void => {
  try {
    localStorage.removeItem(storageKey(screen))
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

export const keepPairing = (screen: PairedScreen, pairing: Pairing): void => {
  try {
    localStorage.setItem(storageKey(screen), JSON.stringify(pairing))
  } catch {
    // Without storage the screen is paired until it is loaded again.
  }
}

const storageKey = (screen: PairedScreen) => `giliran.${screen}`

const pairingFromAddress = (): Pairing | null => {
  const told = new URLSearchParams(location.hash.slice(1))
  const token = told.get("token")
  const branch = told.get("branch")
  if (!token || !branch) return null
  history.replaceState(null, "", location.pathname + location.search)
  const counter = told.get("counter")
  return { token, branch, ...(counter ? { counter } : {}) }
}

const readPairing = (screen: PairedScreen): Pairing | null => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey(screen)) ?? "null")
    return isPairing(kept) ? kept : null
  } catch {
    return null
  }
}

const isPairing = (kept: unknown): kept is Pairing =>
  typeof kept === "object" &&
  kept !== null &&
  "token" in kept &&
  typeof kept.token === "string" &&
  "branch" in kept &&
  typeof kept.branch === "string"

const askForDemo = async (screen: PairedScreen): Promise<SignIn> => {
  try {
    const answer = await fetch("/v1/demo/session", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ screen }),
      signal: AbortSignal.timeout(8_000),
    })
    if (answer.status >= 500) return { status: "unreachable" }
    if (!answer.ok) return { status: "not-paired" }
    // Not kept: the demo's token is asked for anew each time, so a new database never meets an old token.
    const { token, branch } = (await answer.json()) as DemoSession
    return { status: "paired", pairing: { token, branch } }
  } catch {
    return { status: "unreachable" }
  }
}
