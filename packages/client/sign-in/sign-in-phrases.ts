import { phraseBook } from "@giliran/client/phrases"
import { signIn as en } from "@giliran/languages/en"
import { signIn as id } from "@giliran/languages/id"

/** What somebody reads who shows who they are: at the branch office's page, and at the desk. */
export const signInPhrases = phraseBook("signIn", { id, en })
