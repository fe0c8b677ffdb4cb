import { phraseBook } from "@giliran/client/phrases"
import { paper as en } from "@giliran/languages/en"
import { paper as id } from "@giliran/languages/id"

/** What a ticket on paper says. Plain letters: a thermal printer has no others. */
export const paperPhrases = phraseBook("paper", { id, en })
