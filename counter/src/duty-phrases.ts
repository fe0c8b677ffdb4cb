import { phraseBook } from "@giliran/client/phrases"
import { duty as en } from "@giliran/languages/en"
import { duty as id } from "@giliran/languages/id"

/** A teller's own sign-in at the desk. */
export const dutyPhrases = phraseBook("duty", { id, en })
