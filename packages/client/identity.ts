import { createApiClient } from "./api-client.ts"
import { usualLanguage } from "./spoken-languages.ts"
import { forgetDevice, type KeptDevice } from "./kept-device.ts"
import { isDue, renewDevice } from "./renew-device.ts"
import { forgetPairing, type KeyPairing, type PairedScreen, type Pairing } from "./sign-in.ts"

/** Who this screen is, for as long as the server takes it. */
export interface Identity {
  readonly pairing: Pairing
  /** The server did not know it: whether it does after all, `unknown` when it cannot be asked. */
  readonly check: () => Promise<"good" | "gone" | "unknown">
  readonly stop: () => void
}

export const keyIdentity = (screen: PairedScreen, { token, ...place }: KeyPairing): Identity => {
  const credentials = () => ({ kind: "token", token }) as const
  return {
    pairing: { ...place, credentials, ownCredentials: credentials },
    check: () => {
      forgetPairing(screen)
      return Promise.resolve("gone")
    },
    stop: () => {},
  }
}

/** No screen's: of whoever is signed in, for as long as that is. */
export const sessionIdentity = (branch: string): Identity => ({
  pairing: { branch, credentials: bySession, ownCredentials: bySession },
  check: () => Promise.resolve("unknown"),
  stop: () => {},
})

const bySession = () => ({ kind: "session" }) as const

interface DeviceEvents {
  /** It has another token now: what was joined with the last is joined again. */
  readonly onRenewed: () => void
  /** Somebody revoked it, and nothing else would have told. */
  readonly onGone: () => void
}

const lookEachMs = 15_000

/** A paired device renews its token when half of it is over, and keeps trying. */
export const deviceIdentity = (
  screen: PairedScreen,
  kept: KeptDevice,
  { onRenewed, onGone }: DeviceEvents,
): Identity => {
  let device = kept
  let underway: ReturnType<Identity["check"]> | null = null

  const renew = async (): ReturnType<Identity["check"]> => {
    const renewal = await renewDevice(screen, device)
    switch (renewal.status) {
      case "renewed":
        device = renewal.device
        return "good"
      case "refused":
        await forgetDevice(screen)
        return "gone"
      case "unreachable":
        return "unknown"
    }
  }
  /** One at a time: the second would ask with a token that the first has just replaced. */
  const check = () => (underway ??= renew().finally(() => (underway = null)))

  const look = async () => {
    const isDoubtful = isDue(device, Date.now()) || (screen === "counter" && (await isRefused(device)))
    if (!isDoubtful || underway) return
    const standing = await check()
    if (standing === "good") onRenewed()
    else if (standing === "gone") onGone()
  }
  const timer = setInterval(() => void look(), lookEachMs)

  const ownCredentials = () => ({ kind: "token", token: device.token.token }) as const
  const { branch, counter } = kept.token
  return {
    pairing: {
      branch,
      ...(counter === undefined ? {} : { counter }),
      credentials: screen === "counter" ? () => ({ kind: "session" }) : ownCredentials,
      ownCredentials,
    },
    check,
    stop: () => clearInterval(timer),
  }
}

/** A counter's PC has no live view of its own, by which it would be told. */
const isRefused = async ({ token: { token, branch } }: KeptDevice): Promise<boolean> => {
  const ask = createApiClient({
    credentials: () => ({ kind: "token", token }),
    language: () => usualLanguage,
    tries: "once",
  })
  const sent = await ask("GET", `/v1/branches/${branch}/counters`)
  return !sent.ok && sent.problem.status === 401
}
