import type { DeviceKind, DeviceToken, PairingBegun } from "@giliran/contract/devices"
import { makeKeys, publicKeyOf, signed } from "./device-key.ts"
import { keepDevice, keepForGood, type KeptDevice } from "./kept-device.ts"
import { askAsNobody } from "./ask-as-nobody.ts"

/** A code on the screen, until a manager has entered it. */
export interface ShownCode {
  /** `WDJB-MJHT`. */
  readonly userCode: string
  /** Where it is entered, as a person types it: the two parts of an address. */
  readonly host: string
  readonly path: string
  /** The same with the code, as a camera reads it. */
  readonly addressWithCode: string
  /** By `performance.now()`: the screen's clock may be wrong. */
  readonly endsAt: number
}

/** Null where the server cannot be reached. */
export type Show = (code: ShownCode | null) => void

const askAgainMs = 3_000
/** RFC 8628 §3.5: whoever is told to slow down does so for good. */
const slowDownMs = 5_000

/** Shows one code after another until one is approved. Ends with the paired device. */
export const pairDevice = async (kind: DeviceKind, show: Show): Promise<KeptDevice> => {
  const keys = await makeKeys()
  const publicKey = await publicKeyOf(keys)
  for (;;) {
    const sent = await askAsNobody<PairingBegun>("POST", "/v1/pairings", { kind, publicKey })
    if (!sent.ok) {
      show(null)
      await pause(sent.problem.status === 429 ? 10 * askAgainMs : askAgainMs)
      continue
    }
    const begun = sent.body
    const endsAt = performance.now() + begun.expiresInSeconds * 1000
    show({
      userCode: begun.userCode,
      host: location.host,
      path: begun.path,
      addressWithCode: location.origin + begun.pathWithCode,
      endsAt,
    })
    const token = await untilApproved(keys, begun, endsAt)
    if (token === null) continue
    const device = { keys, token, givenAt: Date.now(), askedAt: 0 }
    await keepDevice(kind, device)
    keepForGood()
    return device
  }
}

/** Null when the code is over. */
const untilApproved = async (
  keys: CryptoKeyPair,
  { deviceCode, intervalSeconds }: PairingBegun,
  endsAt: number,
): Promise<DeviceToken | null> => {
  const signature = await signed(keys, `giliran-pairing ${deviceCode}`)
  let everyMs = intervalSeconds * 1000
  for (;;) {
    await pause(everyMs)
    // Asked once more after the end: it may have been approved in the last second.
    const isLast = performance.now() >= endsAt
    const sent = await askAsNobody<DeviceToken>("POST", "/v1/pairings/poll", { deviceCode, signature })
    if (sent.ok) return sent.body
    const { code } = sent.problem
    if (code === "pairing-too-fast") everyMs += slowDownMs
    else if (code === "pairing-over" || isLast) return null
  }
}

const pause = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms))
