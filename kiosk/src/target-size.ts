import { deviceSettings } from "@giliran/client/device-settings"

/** EN 301 549 asks for fingers that do not hit well; a bank's hall has many of them. */
const leastMm = 20

/** By the machine's own setting; without one, the style sheet's. */
export const sizeTargets = (): void => {
  const { millimetresPerPixel } = deviceSettings()
  if (millimetresPerPixel !== undefined)
    document.documentElement.style.setProperty("--target", `${leastMm / millimetresPerPixel}px`)
}
