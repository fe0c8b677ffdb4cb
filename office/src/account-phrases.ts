import { phraseBook } from "@giliran/client/phrases"
import { account as en } from "@giliran/languages/en"
import { account as id } from "@giliran/languages/id"

/** One's own sign-in: the authenticator, the password. */
export const accountPhrases = phraseBook("account", { id, en })
