import type { ScreenLanguage } from "@giliran/client/phrases"
import type { CounterView } from "@giliran/contract/counter-view"
import type { Desk } from "./desk.ts"

/** What every sheet is opened with. */
export interface SheetProps {
  readonly desk: Desk
  readonly view: CounterView
  readonly language: ScreenLanguage
  readonly close: () => void
}
