import { phraseBook } from "@giliran/client/phrases"
import * as en from "@giliran/languages/en"
import * as id from "@giliran/languages/id"

/** Who works here, and as what. */
export const staffPhrases = phraseBook("staff", { id: id.staff, en: en.staff })

/** What each role is for, to choose by. */
export const roleMeanings = phraseBook("roleMeanings", { id: id.roleMeanings, en: en.roleMeanings })
