import { isNothingTyped } from "@giliran/client/nothing-typed"
import type { Office } from "./office.ts"

/** What is lost when the page is loaded again: an open sheet, a recording, an authenticator that is being set up, what is shown once. */
const unsaved = "dialog[open], .recorder, .totp, .secrets"

/** Nothing of that is there, no field is filled in, and no scanned code waits for somebody to sign in. */
export function isAtRest({ state }: Pick<Office, "state">): boolean {
  return document.querySelector(unsaved) === null && isNothingTyped() && state.getState().pairCode === null
}
