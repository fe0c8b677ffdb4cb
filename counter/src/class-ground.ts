import { inLanguage, isKeyOf, type ScreenLanguage } from "@giliran/client/phrases"
import type { ClassGround } from "@giliran/contract/ticket"
import { careWords, groundPhrases } from "./counter-phrases.ts"

/** On what ground a ticket has its class, for the teller alone; null when nobody said. */
export function groundWords(ground: ClassGround | null, language: ScreenLanguage): string | null {
  switch (ground?.by) {
    case "claim":
      return inLanguage(careWords, language)[ground.reason]
    case "proof":
      return inLanguage(groundPhrases, language).proof
    case "staff":
      return inLanguage(groundPhrases, language).staff({ reason: reasonWords(ground.reason, language) })
    case undefined:
      return null
  }
}

/** Staff give a code of care, or words of their own. */
function reasonWords(reason: string, language: ScreenLanguage): string {
  return isKeyOf(careWords, reason) ? inLanguage(careWords, language)[reason] : reason
}
