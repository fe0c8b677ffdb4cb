import { inTwoGroups } from "@giliran/contract/written-forms"
import { randomBytes } from "node:crypto"
import type { BeginPairingBody, DeviceToken, PairingBegun, PollPairingBody } from "@giliran/contract/devices"
import type { Instant } from "@giliran/contract/basics"
import { attempt, budgetOf, networkOf } from "../access/budgets.ts"
import { isSignedBy, wordsOfPairing } from "./device-key.ts"
import type { DeviceTable } from "./device-table.ts"
import type { DeviceTokens } from "./device-tokens.ts"
import { digestOf } from "../access/tokens.ts"
import { newUserCode } from "./user-code.ts"

/** A screen asks to be paired, and asks again until it is: RFC 8628, with the device's own key in the place of a client secret. */
export interface Pairing {
  begin(body: BeginPairingBody, address: string): Promise<PairingBegun | { readonly retryAfterMs: number }>
  poll(body: PollPairingBody): Promise<DeviceToken | "pairing-pending" | "pairing-too-fast" | "pairing-over">
}

export interface PairingNeeds {
  readonly devices: DeviceTable
  readonly tokens: Pick<DeviceTokens, "first">
  readonly now: () => Instant
}

/** The page where managers enter the code. */
const officePath = "/office/"

const pairingMs = 5 * 60_000
/** Screens poll this often; one that is a little early is not sent away. */
export const pollEverySeconds = 3
const pollGapMs = 2_000
/** The token's answer may be lost: for this long the same key may ask for it again. */
const lostAnswerMs = 60_000

/** From one address in five minutes: a whole branch behind one, switched on in the morning, more than once. */
const beginnings = { times: 40, seconds: pairingMs / 1000 } as const

export function pairing({ devices, tokens, now }: PairingNeeds): Pairing {
  const budget = budgetOf(beginnings)

  const begin = async ({ kind, publicKey }: BeginPairingBody): Promise<PairingBegun | "too-many"> => {
    const deviceCode = randomBytes(32).toString("base64url")
    const userCode = newUserCode()
    const at = now()
    const until = (at + pairingMs) as Instant
    const begun = await devices.beginPairing({
      deviceDigest: digestOf(deviceCode),
      userDigest: digestOf(userCode),
      kind,
      publicKey,
      at,
      until,
      pollAfter: at,
    })
    if (begun === "too-many") return begun
    if (begun === "code-taken") return begin({ kind, publicKey })
    return {
      deviceCode,
      userCode: inTwoGroups(userCode),
      path: officePath,
      pathWithCode: `${officePath}#pair=${userCode}`,
      until,
      expiresInSeconds: pairingMs / 1000,
      intervalSeconds: pollEverySeconds,
    }
  }

  return {
    async begin(body, address) {
      const tried = await attempt({ budget, who: networkOf(address) })
      if ("retryAfterMs" in tried) return tried
      const begun = await begin(body)
      return begun === "too-many" ? { retryAfterMs: pairingMs } : begun
    },

    async poll({ deviceCode, signature }) {
      const deviceDigest = digestOf(deviceCode)
      const found = await devices.findPairing("deviceDigest", deviceDigest)
      // Whoever knows the code without the key learns as much as whoever knows nothing.
      if (!found || !isSignedBy(found.publicKey, wordsOfPairing(deviceCode), signature)) return "pairing-over"
      const at = now()
      if (!(await devices.takeTurn(deviceDigest, at, (at + pollGapMs) as Instant))) return "pairing-too-fast"
      if (found.deviceId === null) return at < found.until ? "pairing-pending" : "pairing-over"
      // Approved in the code's last second, it is fetched a little later.
      const isLate = found.usedAt === null && at >= found.until + lostAnswerMs
      if (isLate || !(await devices.useUp(deviceDigest, at, (at - lostAnswerMs) as Instant)))
        return "pairing-over"
      return (await tokens.first(found.deviceId)) ?? "pairing-over"
    },
  }
}
