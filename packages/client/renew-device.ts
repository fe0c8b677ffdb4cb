import type { DeviceKind, DeviceToken } from "@giliran/contract/devices"
import { signed } from "./device-key.ts"
import { keepDevice, type KeptDevice, readDevice } from "./kept-device.ts"
import { askAsNobody } from "./ask-as-nobody.ts"

export type Renewal =
  | { readonly status: "renewed"; readonly device: KeptDevice }
  /** It is no longer paired. */
  | { readonly status: "refused" }
  | { readonly status: "unreachable" }

/** Half of the token's life is over, or the clock says nothing that can be true. */
export const isDue = ({ givenAt, token }: KeptDevice, now: number): boolean =>
  now < givenAt || now >= givenAt + token.renewInSeconds * 1000

/** The next token for this one, however old: a screen that was off for weeks has nothing else. */
export const renewDevice = async (kind: DeviceKind, held: KeptDevice): Promise<Renewal> => {
  const newer = await newerThan(kind, held)
  if (newer) return { status: "renewed", device: newer }

  const at = Math.max(Date.now(), held.askedAt + 1)
  const asking = { ...held, askedAt: at }
  // Before it is sent: after a power cut in between, the next is later still.
  await keepDevice(kind, asking)
  const { token } = held.token
  const signature = await signed(held.keys, `giliran-token ${token} ${at}`)
  const sent = await askAsNobody<DeviceToken>("POST", "/v1/devices/token", { token, at, signature })
  if (sent.ok) {
    const device = { ...asking, token: sent.body, givenAt: Date.now() }
    await keepDevice(kind, device)
    return { status: "renewed", device }
  }
  if (sent.problem.status !== 401) return { status: "unreachable" }
  const meanwhile = await newerThan(kind, held)
  return meanwhile ? { status: "renewed", device: meanwhile } : { status: "refused" }
}

/** Another window of the same screen may have been sooner. */
const newerThan = async (kind: DeviceKind, held: KeptDevice): Promise<KeptDevice | null> => {
  const kept = await readDevice(kind)
  return kept && kept.token.token !== held.token.token ? kept : null
}
