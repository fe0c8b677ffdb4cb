import { phraseBook } from "@giliran/client/phrases"
import * as en from "@giliran/languages/en"
import * as id from "@giliran/languages/id"

/** The frame around every page of the branch office, and what all of them say. */
export const officePhrases = phraseBook("office", { id: id.office, en: en.office })

export const pageWords = phraseBook("officePages", { id: id.officePages, en: en.officePages })

export const roleWords = phraseBook("roles", { id: id.roles, en: en.roles })
