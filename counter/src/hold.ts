import type { CounterState } from "@giliran/contract/counter-view"
import type { Teller } from "@giliran/contract/ticket"

/** Who holds the counter, seen from this screen. */
export type Hold =
  | { readonly by: "nobody" }
  | { readonly by: "me" }
  /** The same teller in another tab or on another machine. */
  | { readonly by: "my-other-screen"; readonly teller: Teller }
  | { readonly by: "somebody-else"; readonly teller: Teller }

export function holdOf(
  state: CounterState,
  me: { readonly screenId: string; readonly tellerId: string },
): Hold {
  if (state.status === "closed") return { by: "nobody" }
  if (state.screenId === me.screenId) return { by: "me" }
  if (state.teller.id === me.tellerId) return { by: "my-other-screen", teller: state.teller }
  return { by: "somebody-else", teller: state.teller }
}
