import type { IncomingMessage } from "node:http"
import { isLoopbackName } from "../access/this-machine.ts"
import type { Api } from "./api.ts"

/** The address that browsers show: the operator's word, or this machine's own. */
export function publicOriginOf(
  { ownOrigins }: Pick<Api, "ownOrigins">,
  { headers: { host = "" } }: IncomingMessage,
): string | null {
  const [named] = ownOrigins
  if (named !== undefined) return named
  return isLoopbackName(host.toLowerCase().replace(/:\d+$/, "")) ? `http://${host}` : null
}
