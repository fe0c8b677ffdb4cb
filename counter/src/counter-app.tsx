import { BeforeView, isBeforeView } from "@giliran/client/before-view.tsx"
import { paintBrand } from "@giliran/client/brand"
import { useLive } from "@giliran/client/use-view"
import { type ReactNode, useEffect } from "react"
import { useStore } from "zustand"
import { ChooseCounter } from "./choose-counter.tsx"
import { ClosedScreen, HeldScreen } from "./held-screen.tsx"
import type { Desk } from "./desk.ts"
import { DeskScreen } from "./desk-screen.tsx"
import { deskSettings } from "./desk-settings.ts"
import { holdOf } from "./hold.ts"

/** Which of the four a teller sees: choose a counter, wait for it, be told that somebody has it, or work. */
export function CounterApp({ desk }: { desk: Desk }): ReactNode {
  const { language, theme } = useStore(deskSettings)
  const { seat, screenId } = useStore(desk.state)
  const view = useLive(desk.views, (state) => state.view)
  const link = useLive(desk.views, (state) => state.link)
  const brand = view?.branch.brand ?? null
  useEffect(() => {
    document.documentElement.lang = language
    document.documentElement.dataset["theme"] = theme
    paintBrand(brand, theme)
  }, [language, theme, brand])

  if (isBeforeView(link) || !screenId || !desk.pairing()) {
    return <BeforeView link={link} screen="counter" language={language} />
  }
  if (!seat) return <ChooseCounter desk={desk} language={language} />
  if (view?.counterId !== seat.counterId)
    return <BeforeView link={link} screen="counter" language={language} />

  const hold = holdOf(view.state, { screenId, tellerId: seat.teller.id })
  switch (hold.by) {
    case "me":
      return <DeskScreen desk={desk} view={view} language={language} />
    case "nobody":
      return <ClosedScreen desk={desk} seat={seat} language={language} />
    case "my-other-screen":
    case "somebody-else":
      return (
        <HeldScreen
          desk={desk}
          seat={seat}
          hold={hold}
          language={language}
          wasMine={seat.heldAs === screenId}
        />
      )
  }
}
