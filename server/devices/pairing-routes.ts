import {
  BeginPairingBody,
  DeviceToken,
  PairingBegun,
  PollPairingBody,
  RenewDeviceBody,
} from "@giliran/contract/devices"
import { createRoute, type z } from "@hono/zod-openapi"
import { addressOf } from "../access/address-of.ts"
import { isPublicKey } from "./device-key.ts"
import { pollEverySeconds } from "./pairing.ts"
import { type Api, Denied, sendJson } from "../http/api.ts"
import { type SpokenLanguage, languageOf } from "../http/caller-language.ts"
import { checkedBody } from "../http/checked-body.ts"
import { problemAnswers } from "../http/openapi-words.ts"

/** What a screen asks before it is anybody: to be paired, whether it is, and for its next token. */
export function pairingRoutes(api: Api): void {
  openPost(
    api,
    {
      path: "/v1/pairings",
      summary: "Ask to be paired: a code for the screen, five minutes long",
      body: BeginPairingBody,
      answer: PairingBegun,
    },
    async ({ body, address, language }) => {
      if (!isPublicKey(body.publicKey)) throw new Denied("bad-request", language, { field: "publicKey" })
      const begun = await api.pairing.begin(body, address)
      if (!("retryAfterMs" in begun)) return begun
      const retryAfterSeconds = Math.ceil(begun.retryAfterMs / 1000)
      throw new Denied("too-many-requests", language, { retryAfterSeconds })
    },
  )

  openPost(
    api,
    {
      path: "/v1/pairings/poll",
      summary: "Ask whether the screen was approved; then, once, for its token",
      body: PollPairingBody,
      answer: DeviceToken,
    },
    async ({ body, language }) => {
      const polled = await api.pairing.poll(body)
      if (typeof polled !== "string") return polled
      const again = polled === "pairing-over" ? {} : { retryAfterSeconds: pollEverySeconds }
      throw new Denied(polled, language, again)
    },
  )

  openPost(
    api,
    {
      path: "/v1/devices/token",
      summary: "A paired screen's next token, for its last and its key's signature",
      body: RenewDeviceBody,
      answer: DeviceToken,
    },
    async ({ body, address, language }) => {
      const token = await api.deviceTokens.renew(body, address)
      if (!token) throw new Denied("not-signed-in", language)
      return token
    },
  )
}

interface OpenPost<Body extends z.ZodType> {
  readonly path: string
  readonly summary: string
  readonly body: Body
  readonly answer: z.ZodType
}

interface Asking<Body> {
  readonly body: Body
  readonly address: string
  readonly language: SpokenLanguage
}

function openPost<Body extends z.ZodType>(
  { app }: Api,
  { path, summary, body: schema, answer }: OpenPost<Body>,
  work: (asking: Asking<z.output<Body>>) => Promise<object>,
): void {
  app.openAPIRegistry.registerPath(
    createRoute({
      method: "post",
      path,
      summary,
      tags: ["devices"],
      request: { body: { content: { "application/json": { schema } } } },
      responses: {
        200: { description: "Done", content: { "application/json": { schema: answer } } },
        ...problemAnswers,
      },
    }),
  )
  app.post(path, async (c) => {
    const { incoming } = c.env
    const language = languageOf(incoming.headers["accept-language"])
    const body = await checkedBody(incoming, schema, language)
    return sendJson(await work({ body, address: addressOf(incoming), language }))
  })
}
