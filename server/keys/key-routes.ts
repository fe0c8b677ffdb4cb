import { type KeyAnswer, KeyChanged, KeyList, KeyMade, MakeKeyBody } from "@giliran/contract/keys"
import { EmptyBody } from "@giliran/contract/commands"
import { byOf } from "../audit/by.ts"
import { deeds, isDeed } from "../access/deeds.ts"
import type { Api } from "../http/api.ts"
import type { SpokenLanguage } from "../http/caller-language.ts"
import { Denied } from "../http/denied.ts"
import { route } from "../http/route.ts"
import { grantToken } from "./grant-token.ts"
import type { KeyRow, KeyTable } from "./key-table.ts"

const base = "/v1/branches/{branch}/keys"

/** The keys of the bank's scripts: list them, make one, revoke it. */
export function keyRoutes(api: Api, keys: KeyTable): void {
  const { world } = api

  route(
    api,
    {
      method: "get",
      path: base,
      who: "see-keys",
      tag: "keys",
      summary: "The API keys of the branch",
      answer: KeyList,
    },
    async ({ room }): Promise<KeyList> => ({ keys: (await keys.ofBranch(room.branchId)).map(answerOf) }),
  )

  route(
    api,
    {
      method: "post",
      path: base,
      who: "manage-keys",
      isFresh: true,
      tag: "keys",
      summary: "Make a key; its token is shown this once",
      body: MakeKeyBody,
      answer: KeyMade,
      status: 201,
      shownOnce: {
        id: "Kunci ini sudah dibuat dan tokennya tidak ditampilkan lagi. Buat kunci baru, lalu cabut yang ini.",
        en: "This key was made, and its token is not shown again. Make a new key, then revoke this one.",
      },
    },
    async ({ room, caller, incoming, language, body: { role, label, scopes }, onceShown }) => {
      const key = { role, label, scopes: scopesIn(scopes, language), branchId: room.branchId }
      const by = byOf(caller, incoming, world.now())
      const { token, row } = await onceShown((tx) => grantToken(tx, { keys, world }, key, by))
      return { key: answerOf(row), token } satisfies KeyMade
    },
  )

  route(
    api,
    {
      method: "post",
      path: `${base}/{key}/revoke`,
      who: "manage-keys",
      tag: "keys",
      summary: "Revoke a key, everywhere at once",
      body: EmptyBody,
      answer: KeyChanged,
    },
    ({ room, caller, incoming, language, names, once }) =>
      once(async (tx): Promise<KeyChanged> => {
        const by = byOf(caller, incoming, world.now())
        const key = await keys.revoke(tx, { keyId: names.key, branchId: room.branchId, ...by })
        if (!key) throw new Denied("unknown-key", language)
        return { key: answerOf(key) }
      }),
  )
}

function answerOf({ digest, role, scopes, label, createdAt, revokedAt }: KeyRow): KeyAnswer {
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

function scopesIn(words: readonly string[], language: SpokenLanguage) {
  return words.map((word, index) => {
    if (isDeed(word)) return word
    throw new Denied("bad-request", language, unknownScope(word, index, language))
  })
}
