import { phraseBook } from "@giliran/client/phrases"
import * as en from "@giliran/languages/en"
import * as id from "@giliran/languages/id"

/** The voice of the branch, and recording one. */
export const voicePhrases = phraseBook("voice", { id: id.voice, en: en.voice })

/** What is wrong with a take, and what to do. */
export const takeFaults = phraseBook("takeFaults", { id: id.takeFaults, en: en.takeFaults })
