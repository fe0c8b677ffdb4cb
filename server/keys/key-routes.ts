import { type KeyAnswer, KeyChanged, KeyList, KeyMade, MakeKeyBody } from "@giliran/contract/keys"
import type { Instant } from "@giliran/contract/basics"
import { createRoute, z } from "@hono/zod-openapi"
import { addressOf } from "../access/address-of.ts"
import { actorOf } from "../access/caller.ts"
import { isFreshlyProved } from "../access/fresh-proof.ts"
import { grantToken } from "./grant-token.ts"
import { deeds, isDeed } from "../access/what-roles-may.ts"
import type { AccessTokenRow } from "../branch/ledger.ts"
import { type Api, admit, Denied, deny, sendJson } from "../http/api.ts"
import type { SpokenLanguage } from "../http/caller-language.ts"
import { checkBody } from "../http/check-body.ts"
import { problemAnswers } from "../http/openapi-words.ts"
import { readBody } from "../http/read-body.ts"
import { read } from "../queue/read-routes.ts"

const path = "/v1/branches/{branch}/keys"

/** The keys of the bank's scripts: list them, make one, revoke it. */
export function keyRoutes(api: Api): void {
  const { app, ledger } = api
  read(api, "/keys", "see-keys", "The API keys of the branch", { answer: KeyList }, async ({ room }) => ({
    keys: (await ledger.keys.ofBranch(room.branchId)).map(answerOf),
  }))

  describe(api)
  app.post(path.replace("{branch}", ":branch"), async (c) => {
    const { caller, room, language, incoming } = await admit(api, c, "manage-keys")
    if (!isFreshlyProved(caller, Date.now() as Instant)) throw new Denied("fresh-sign-in-needed", language)
    const given = await readBody(incoming)
    if ("refused" in given) return deny("body-too-large", language, { field: "body" })
    const checked = checkBody(MakeKeyBody, given.text, language)
    if ("problem" in checked) return deny("bad-request", language, checked.problem)
    const { role, label } = checked.body
    const scopes = checked.body.scopes.map((scope, index) => {
      if (isDeed(scope)) return scope
      throw new Denied("bad-request", language, unknownScope(scope, index, language))
    })
    const { token, row } = await grantToken(
      ledger,
      { role, label, scopes, branchId: room.branchId },
      { actor: actorOf(caller), address: addressOf(incoming) },
    )
    return sendJson({ key: answerOf(row), token } satisfies KeyMade, 201)
  })

  app.post(`${path.replace("{branch}", ":branch")}/:key/revoke`, async (c) => {
    const { caller, room, language, incoming } = await admit(api, c, "manage-keys")
    const key = await ledger.keys.revoke({
      keyId: c.req.param("key"),
      branchId: room.branchId,
      at: Date.now() as Instant,
      actor: actorOf(caller),
      address: addressOf(incoming),
    })
    if (!key) throw new Denied("unknown-key", language)
    return sendJson({ key: answerOf(key) } satisfies KeyChanged)
  })
}

function answerOf({ digest, role, scopes, label, createdAt, revokedAt }: AccessTokenRow): KeyAnswer {
  return { keyId: digest.slice(0, 8), role, scopes: [...scopes], label, createdAt, revokedAt }
}

function unknownScope(scope: string, index: number, language: SpokenLanguage) {
  return {
    field: `scopes.${index}`,
    detail:
      language === "id"
        ? `Tidak ada lingkup "${scope}". Yang ada: ${deeds.join(", ")}.`
        : `There is no scope "${scope}". There is: ${deeds.join(", ")}.`,
  }
}

function describe({ app }: Api): void {
  const params = { branch: z.string() }
  const common = { method: "post" as const, tags: ["keys"], security: [{ bearer: [] }] }
  app.openAPIRegistry.registerPath(
    createRoute({
      ...common,
      path,
      summary: "Make a key; its token is shown this once",
      request: {
        params: z.object(params),
        body: { content: { "application/json": { schema: MakeKeyBody } } },
      },
      responses: {
        201: { description: "The new key", content: { "application/json": { schema: KeyMade } } },
        ...problemAnswers,
      },
    }),
  )
  app.openAPIRegistry.registerPath(
    createRoute({
      ...common,
      path: `${path}/{key}/revoke`,
      summary: "Revoke a key, everywhere at once",
      request: { params: z.object({ ...params, key: z.string() }) },
      responses: {
        200: { description: "The key as it is now", content: { "application/json": { schema: KeyChanged } } },
        ...problemAnswers,
      },
    }),
  )
}
