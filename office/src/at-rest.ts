/** What is lost when the page is loaded again: an open sheet, a recording, an authenticator that is being set up, what is shown once. */
const unsaved = "dialog[open], .recorder, .totp, .secrets"

/** No such thing is there, and no field has anything in it. */
export function isAtRest(): boolean {
  const fields = document.querySelectorAll<HTMLInputElement>("input:not([type=checkbox], [type=radio])")
  return document.querySelector(unsaved) === null && Array.from(fields).every(({ value }) => value === "")
}
