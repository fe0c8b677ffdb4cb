import type { ScreenLanguage } from "@giliran/client/phrases"
import type { CareReason, ClassGround } from "@giliran/contract/ticket"
import { careWords, groundPhrases } from "./counter-phrases.ts"

/** On what ground a ticket has its class, for the teller alone; null when nobody said. */
export function groundWords(ground: ClassGround | null, language: ScreenLanguage): string | null {
  switch (ground?.by) {
    case "claim":
      return careWords[ground.reason][language]
    case "proof":
      return groundPhrases.proof[language]
    case "staff":
      return groundPhrases.staff[language](reasonWords(ground.reason, language))
    case undefined:
      return null
  }
}

/** Staff give a code of care, or words of their own. */
function reasonWords(reason: string, language: ScreenLanguage): string {
  return isCareReason(reason) ? careWords[reason][language] : reason
}

function isCareReason(reason: string): reason is CareReason {
  return Object.hasOwn(careWords, reason)
}
