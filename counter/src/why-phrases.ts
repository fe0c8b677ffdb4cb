import { phraseBook } from "@giliran/client/phrases"
import { why as en } from "@giliran/languages/en"
import { why as id } from "@giliran/languages/id"

/** The whole reason of a call, in words (CALL-6). */
export const whyPhrases = phraseBook("why", { id, en })
