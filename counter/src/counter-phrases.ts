import { phraseBook } from "@giliran/client/phrases"
import * as en from "@giliran/languages/en"
import * as id from "@giliran/languages/id"

/** What a teller reads: short, and a verb on each button. */
export const counterPhrases = phraseBook("counter", { id: id.counter, en: en.counter })

/** The one big button, by what the server says it does. */
export const primaryWords = phraseBook("counterActions", { id: id.counterActions, en: en.counterActions })

/** On a key 78 pixels wide. */
export const keyWords = phraseBook("deskKeys", { id: id.deskKeys, en: en.deskKeys })

/** In the help sheet, where there is room to say it. */
export const keyMeanings = phraseBook("deskKeyMeanings", { id: id.deskKeyMeanings, en: en.deskKeyMeanings })

/** A mark for the teller's eyes only; regular customers need none. */
export const classWords = phraseBook("classes", { id: id.classes, en: en.classes })

export const placeWords = phraseBook("places", { id: id.places, en: en.places })

export const outcomeWords = phraseBook("outcomes", { id: id.outcomes, en: en.outcomes })

/** Why a teller calls out of order; the words are kept with the call. */
export const callReasons = phraseBook("callReasons", { id: id.callReasons, en: en.callReasons })

/** Of care, the server keeps the code and no words about a person. */
export const careWords = phraseBook("careReasons", { id: id.careReasons, en: en.careReasons })

/** Why staff change a class; the words are kept with the ticket. */
export const reclassReasons = phraseBook("reclassReasons", { id: id.reclassReasons, en: en.reclassReasons })

/** What stands behind a class. */
export const groundPhrases = phraseBook("classGrounds", { id: id.classGrounds, en: en.classGrounds })
