import { phraseBook } from "@giliran/client/phrases"
import * as en from "@giliran/languages/en"
import * as id from "@giliran/languages/id"

/** Keys of the bank's own scripts. */
export const keysPhrases = phraseBook("keys", { id: id.keys, en: en.keys })

/** What a key can be narrowed to, by the server's own names. */
export const scopeWords = phraseBook("keyScopes", { id: id.keyScopes, en: en.keyScopes })
