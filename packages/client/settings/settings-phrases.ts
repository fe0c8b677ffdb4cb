import { phraseBook } from "@giliran/client/phrases"
import { machine as en } from "@giliran/languages/en"
import { machine as id } from "@giliran/languages/id"

export const settingsPhrases = phraseBook("machine", { id, en })
