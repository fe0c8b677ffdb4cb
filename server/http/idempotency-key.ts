import type { IncomingMessage } from "node:http"
import { Denied } from "./api.ts"
import type { SpokenLanguage } from "./caller-language.ts"

export const keyForm = /^[\x21-\x7e]{8,128}$/
export const keyHeader = "Idempotency-Key"

/** The caller's key; null when none was sent. Throws `Denied` when it is no key. */
export function keyOf({ headers }: IncomingMessage, language: SpokenLanguage): string | null {
  const key = headers["idempotency-key"]
  if (key === undefined) return null
  if (typeof key === "string" && keyForm.test(key)) return key
  throw new Denied("bad-request", language, { field: keyHeader, detail: keySentences[language] })
}

const keySentences: Readonly<Record<SpokenLanguage, string>> = {
  id: "Idempotency-Key harus 8 sampai 128 karakter yang terlihat, tanpa spasi.",
  en: "An Idempotency-Key has 8 to 128 visible characters and no spaces.",
}
