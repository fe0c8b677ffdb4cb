import type { ScreenLanguage } from "@giliran/client/phrases"
import type { TicketClass } from "@giliran/contract/ticket"
import { HeartHandshake, Star } from "lucide-react"
import type { ReactNode } from "react"
import { classWords } from "./counter-phrases.ts"

/** Quiet, without a colour, and only here: the hall never learns who is what. */
export function ClassMark({ of, language }: { of: TicketClass; language: ScreenLanguage }): ReactNode {
  if (of === "regular") return null
  const Icon = of === "care" ? HeartHandshake : Star
  return (
    <span className="class-mark">
      <Icon aria-hidden="true" />
      <span>{classWords[of][language]}</span>
    </span>
  )
}
