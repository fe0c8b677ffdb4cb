/** No field of the page is filled in. */
export function isNothingTyped(): boolean {
  const fields = document.querySelectorAll<HTMLInputElement>("input:not([type=checkbox], [type=radio])")
  return Array.from(fields).every(({ value }) => value === "")
}
