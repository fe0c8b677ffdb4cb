import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { TicketClass } from "@giliran/contract/ticket"
import { HeartHandshake, Star, VolumeX } from "lucide-react"
import type { ReactNode } from "react"
import { classWords, counterPhrases } from "./counter-phrases.ts"

/** Quiet, without a colour, and only here: the hall never learns who is what. */
export function ClassMark({ of, language }: { of: TicketClass; language: ScreenLanguage }): ReactNode {
  if (of === "regular") return null
  const Icon = of === "care" ? HeartHandshake : Star
  return (
    <span className="class-mark">
      <Icon aria-hidden="true" />
      <span>{inLanguage(classWords, language)[of]}</span>
    </span>
  )
}

/** The hall hears nothing of this call (DISCREET-1): the teller looks for the customer, and does not shout the number. */
export function DiscreetMark({
  isDiscreet,
  language,
}: {
  isDiscreet: boolean
  language: ScreenLanguage
}): ReactNode {
  if (!isDiscreet) return null
  return (
    <span className="class-mark">
      <VolumeX aria-hidden="true" />
      <span>{inLanguage(counterPhrases, language).notAnnounced}</span>
    </span>
  )
}
