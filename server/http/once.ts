import { hash } from "node:crypto"
import type { IncomingMessage } from "node:http"
import type { Caller } from "../access/caller.ts"
import type { Reply } from "../branch/order.ts"
import { claimReply, keepReply, type KeptReply, releaseReply, replyTo } from "../branch/reply-table.ts"
import type { Transact, Tx } from "../database/tx.ts"
import type { Api } from "./api.ts"
import type { SpokenLanguage } from "./caller-language.ts"
import { Denied } from "./denied.ts"

export const keyForm = /^[\x21-\x7e]{8,128}$/
export const keyHeader = "Idempotency-Key"

/**
 * Does the work in one transaction, together with the answer that a retry gets; a retry does nothing. What the work throws undoes all of
 * it. Without an Idempotency-Key it is the transaction alone.
 */
export type Once = (work: (tx: Tx) => Promise<object>) => Promise<Reply>

/** What a request is known by, so that a retry gets the same answer. */
export interface Repeatable {
  /** The caller's Idempotency-Key; null when none was sent. */
  readonly key: string | null
  /** Of the whole request: the same key with another digest is a mistake of the caller's. */
  readonly digest: string
  readonly once: Once
  /**
   * The same where the answer holds a key, one-time words or a session: the row holds no secret, so a retry gets `already-done`. Work that
   * comes to nothing, null or a refusal, may be tried again.
   */
  readonly onceShown: Transact
}

export interface Again extends Repeatable {
  /**
   * Before work whose answer is shown this once: a retry hears `already-done` and not that its code or its password is used up, and no
   * failure is counted. Throws `Denied`.
   */
  refuseRetry(): Promise<void>
}

/** Where the answer is shown this once, a retry is told how to make a new one. */
export type ShownOnce = Readonly<Record<SpokenLanguage, string>>

interface OnceNeeds extends Pick<Repeatable, "key" | "digest"> {
  /** The branch's, or `*`: the bank's. */
  readonly scope: string
  readonly status: number
  readonly language: SpokenLanguage
  readonly shownOnce: ShownOnce | undefined
}

export function repeatable(api: Pick<Api, "database" | "world">, needs: OnceNeeds): Again {
  const { database, world } = api
  const { scope, key, digest, status, language, shownOnce } = needs
  const sameAs = (before: KeptReply | null): Reply | null => {
    if (before && before.digest !== digest) throw new Denied("key-reused", language)
    return before?.reply ?? null
  }
  const claim = async (tx: Tx, name: string): Promise<Reply | null> =>
    sameAs(await claimReply(tx, { scope, key: name, digest, at: world.now() }))
  const alreadyDone = () =>
    new Denied("already-done", language, shownOnce ? { detail: shownOnce[language] } : {})
  return {
    key,
    digest,
    async refuseRetry() {
      if (key === null) return
      if (sameAs(await database.patiently(() => replyTo(database.pool, { scope, key })))) throw alreadyDone()
    },
    once: (work) =>
      database.transaction(async (tx) => {
        const before = key === null ? null : await claim(tx, key)
        if (before) return before
        const reply = { status, body: JSON.stringify(await work(tx)) }
        if (key !== null) await keepReply(tx, { scope, key }, reply)
        return reply
      }),
    onceShown: (work) =>
      database.transaction(async (tx) => {
        if (key === null) return work(tx)
        if (await claim(tx, key)) throw alreadyDone()
        const result = await work(tx)
        if (cameToNothing(result)) await releaseReply(tx, { scope, key })
        else await keepReply(tx, { scope, key }, { status: 409, body: "" })
        return result
      }),
  }
}

function cameToNothing(result: unknown): boolean {
  return result === null || (typeof result === "object" && "refused" in result)
}

/** The caller's key; null when none was sent. Throws `Denied` when it is no key. */
export function keyOf({ headers }: IncomingMessage, language: SpokenLanguage): string | null {
  const key = headers["idempotency-key"]
  if (key === undefined) return null
  if (typeof key === "string" && keyForm.test(key)) return key
  throw new Denied("bad-request", language, { field: keyHeader, detail: keySentences[language] })
}

/** Of a request, so that the same key with another request is noticed: by what it means, not by its spaces. */
export function digestOfRequest(path: string, caller: Caller | null, body: unknown): string {
  return hash(
    "sha256",
    `${path}\n${caller ? kindOf(caller) : "nobody"}\n${JSON.stringify(body)}`,
    "base64url",
  )
}

/** A screen that was paired anew is still the same screen to a retry. */
function kindOf(caller: Caller): string {
  return caller.kind === "device" || caller.kind === "key" ? caller.role : caller.kind
}

const keySentences: Readonly<Record<SpokenLanguage, string>> = {
  id: "Idempotency-Key harus 8 sampai 128 karakter yang terlihat, tanpa spasi.",
  en: "An Idempotency-Key has 8 to 128 visible characters and no spaces.",
}
