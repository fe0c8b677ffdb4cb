import { type Config, configFrom, isMistaken, sayMistakes } from "../../server/config/config.ts"

/** What the server makes of such an environment; throws where it would not start. */
export function configOf(environment: Readonly<Record<string, string>>): Config {
  const config = configFrom(environment)
  if (isMistaken(config)) throw new Error(sayMistakes(config))
  return config
}
