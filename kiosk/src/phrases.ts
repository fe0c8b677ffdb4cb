import { phraseBook } from "@giliran/client/phrases"
import { kiosk as en } from "@giliran/languages/en"
import { kiosk as id } from "@giliran/languages/id"

export const kioskPhrases = phraseBook("kiosk", { id, en })
