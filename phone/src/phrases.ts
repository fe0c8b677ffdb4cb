import { phraseBook } from "@giliran/client/phrases"
import * as en from "@giliran/languages/en"
import * as id from "@giliran/languages/id"

export const ticketPhrases = phraseBook("ticket", { id: id.ticket, en: en.ticket })

/** Why the range moved: one calm line, and nobody's fault. */
export const causePhrases = phraseBook("waitCauses", { id: id.waitCauses, en: en.waitCauses })
