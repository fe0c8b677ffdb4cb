import type { DemoSession } from "@giliran/contract/http-answers"
import type { Credentials } from "./credentials.ts"
import { askAsNobody } from "./ask-as-nobody.ts"
import { isServerAway } from "./api-client.ts"

/** The screens that are paired with a branch. */
export type PairedScreen = "kiosk" | "display" | "counter"

/** A key of the bank's, or the demo's. */
export interface KeyPairing {
  readonly token: string
  readonly branch: string
  /** A counter's own screen knows its counter. */
  readonly counter?: string
}

/** Whose screen this is. The same for as long as it is paired, whatever becomes of its token. */
export interface Pairing {
  readonly branch: string
  readonly counter?: string
  /** With what commands and the live view go. At a counter's paired PC: the session of whoever signed in. */
  readonly credentials: () => Credentials
  /** What the screen itself may ask before anybody has signed in. */
  readonly ownCredentials: () => Credentials
}

/**
 * The key from the link that pairs a screen by hand (`/kiosk/#token=…&branch=…`, then gone from the address bar), else from the
 * last such time.
 */
export const keyPairing = (screen: PairedScreen): KeyPairing | null => {
  const pairing = pairingFromAddress() ?? readPairing(screen)
  if (pairing !== null) keepPairing(screen, pairing)
  return pairing
}

/** Forgets a key that the server no longer takes. */
export const forgetPairing = (screen: PairedScreen): void => {
  try {
    localStorage.removeItem(storageKey(screen))
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

/** As the demo's screen, on the server's own machine. */
export const askForDemo = async (screen: PairedScreen): Promise<KeyPairing | "no-demo" | "unreachable"> => {
  const sent = await askAsNobody<DemoSession>("POST", "/v1/demo/session", { screen })
  if (!sent.ok) return isServerAway(sent.problem) ? "unreachable" : "no-demo"
  // Not kept: the demo's token is asked for anew each time, so a new database never meets an old token.
  const { token, branch } = sent.body
  return { token, branch }
}

const keepPairing = (screen: PairedScreen, pairing: KeyPairing): void => {
  try {
    localStorage.setItem(storageKey(screen), JSON.stringify(pairing))
  } catch {
    // Without storage the screen is paired until it is loaded again.
  }
}

const storageKey = (screen: PairedScreen) => `giliran.${screen}`

const pairingFromAddress = (): KeyPairing | null => {
  const told = new URLSearchParams(location.hash.slice(1))
  const token = told.get("token")
  const branch = told.get("branch")
  if (!token || !branch) return null
  history.replaceState(null, "", location.pathname + location.search)
  const counter = told.get("counter")
  return { token, branch, ...(counter ? { counter } : {}) }
}

const readPairing = (screen: PairedScreen): KeyPairing | null => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey(screen)) ?? "null")
    return isPairing(kept) ? kept : null
  } catch {
    return null
  }
}

const isPairing = (kept: unknown): kept is KeyPairing =>
  typeof kept === "object" &&
  kept !== null &&
  "token" in kept &&
  typeof kept.token === "string" &&
  "branch" in kept &&
  typeof kept.branch === "string"
