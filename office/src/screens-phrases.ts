import { phraseBook } from "@giliran/client/phrases"
import * as en from "@giliran/languages/en"
import * as id from "@giliran/languages/id"

/** The paired screens of a branch. */
export const screensPhrases = phraseBook("screens", { id: id.screens, en: en.screens })

export const kindWords = phraseBook("deviceKinds", { id: id.deviceKinds, en: en.deviceKinds })
