import type { House } from "../house.ts"
import type { Part } from "../part.ts"
import { nightlyForecast } from "./nightly-forecast.ts"

/** What the days before teach the forecast. */
export function learningPart(house: House): Part {
  const forecast = nightlyForecast(house)
  return { watch: forecast.watch, close: forecast.close }
}
