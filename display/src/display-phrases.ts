import { phraseBook } from "@giliran/client/phrases"
import * as en from "@giliran/languages/en"
import * as id from "@giliran/languages/id"

/** What the hall reads. Short enough to be read in passing. */
export const displayPhrases = phraseBook("display", { id: id.display, en: en.display })

export const greetings = phraseBook("greetings", { id: id.greetings, en: en.greetings })
