import type { Encoding } from "@giliran/built-files/file-list"
import { parseAccept } from "hono/utils/accept"

/** The smallest first: it is taken where a caller likes several alike. */
const bySize = ["br", "gzip", "identity"] as const satisfies readonly Encoding[]

/**
 * What the caller likes best of what there is (RFC 9110, 12.5.3). A caller that says nothing gets the bytes as they are, and so does one
 * that takes nothing of what there is: a page that loads serves it better than a refusal.
 */
export function chooseEncoding(
  accepted: string | undefined,
  there: (encoding: Encoding) => boolean,
): Encoding {
  if (accepted === undefined) return "identity"
  const named = new Map(parseAccept(accepted).map(({ type, q }) => [type.toLowerCase(), q]))
  // As they are is taken by everybody who does not say otherwise, after all that is named.
  const likingOf = (encoding: Encoding) =>
    named.get(encoding) ?? named.get("*") ?? (encoding === "identity" ? Number.MIN_VALUE : 0)
  let best: Encoding = "identity"
  let liking = 0
  for (const encoding of bySize)
    if (there(encoding) && likingOf(encoding) > liking) {
      best = encoding
      liking = likingOf(encoding)
    }
  return best
}
