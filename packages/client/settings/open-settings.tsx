import type { ReactNode } from "react"
import type { Machine } from "./machine.ts"
import { listenForStaff } from "./staff-door.ts"

/** React's own, of the screen's page: this package draws and has no way to put it on a page. */
interface Root {
  readonly render: (children: ReactNode) => void
  readonly unmount: () => void
}

/** The page is loaded when staff come, and not before. */
export const openSettingsForStaff = (machine: Machine, rootIn: (place: Element) => Root): void => {
  let isOpen = false
  listenForStaff(() => {
    if (isOpen) return
    isOpen = true
    void show(machine, rootIn).finally(() => {
      isOpen = false
    })
  })
}

/** Ends when staff leave. */
const show = async (machine: Machine, rootIn: (place: Element) => Root): Promise<void> => {
  const place = document.createElement("div")
  try {
    const { SettingsPage } = await import("./settings-page.tsx")
    machine.reset()
    document.body.append(place)
    const root = rootIn(place)
    await new Promise<void>((leave) => {
      root.render(<SettingsPage machine={machine} leave={leave} />)
    })
    root.unmount()
  } catch {
    // The server has another build by now, or is away: the screen stays as it is, and staff try again.
  } finally {
    place.remove()
    machine.reset()
  }
}
