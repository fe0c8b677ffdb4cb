import {
  BeginPairingBody,
  DeviceToken,
  PairingBegun,
  PollPairingBody,
  RenewDeviceBody,
} from "@giliran/contract/devices"
import { addressOf } from "../access/address-of.ts"
import type { Api } from "../http/api.ts"
import { Denied } from "../http/denied.ts"
import { route } from "../http/route.ts"
import { isPublicKey } from "./device-key.ts"
import type { DeviceTokens } from "./device-tokens.ts"
import { type Pairing, pollEverySeconds } from "./pairing.ts"

export interface PairingRoutesNeeds {
  readonly pairing: Pairing
  readonly tokens: Pick<DeviceTokens, "renew">
}

/**
 * What a screen asks before it is anybody: to be paired, whether it is, and for its next token. A request that is repeated harms nothing:
 * a code more, a turn at asking, a token that takes the place of the last.
 */
export function pairingRoutes(api: Api, { pairing, tokens }: PairingRoutesNeeds): void {
  const asking = { method: "post", who: "anybody", tag: "devices" } as const

  route(
    api,
    {
      ...asking,
      path: "/v1/pairings",
      summary: "Ask to be paired: a code for the screen, five minutes long",
      body: BeginPairingBody,
      answer: PairingBegun,
    },
    async ({ body, incoming, language }) => {
      if (!isPublicKey(body.publicKey)) throw new Denied("bad-request", language, { field: "publicKey" })
      const begun = await pairing.begin(body, addressOf(incoming))
      if (!("retryAfterMs" in begun)) return begun
      const retryAfterSeconds = Math.ceil(begun.retryAfterMs / 1000)
      throw new Denied("too-many-requests", language, { retryAfterSeconds })
    },
  )

  route(
    api,
    {
      ...asking,
      path: "/v1/pairings/poll",
      summary: "Ask whether the screen was approved; then, once, for its token",
      body: PollPairingBody,
      answer: DeviceToken,
    },
    async ({ body, language }) => {
      const polled = await pairing.poll(body)
      if (typeof polled !== "string") return polled
      const again = polled === "pairing-over" ? {} : { retryAfterSeconds: pollEverySeconds }
      throw new Denied(polled, language, again)
    },
  )

  route(
    api,
    {
      ...asking,
      path: "/v1/devices/token",
      summary: "A paired screen's next token, for its last and its key's signature",
      body: RenewDeviceBody,
      answer: DeviceToken,
    },
    async ({ body, incoming, language }) => {
      const token = await tokens.renew(body, addressOf(incoming))
      if (!token) throw new Denied("not-signed-in", language)
      return token
    },
  )
}
