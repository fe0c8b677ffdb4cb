import { createHmac } from "node:crypto"

/** A number without a country code is one of here. */
const homeCountry = "ID"

/** E.164, `+6281234567890`, of what a person typed; null when it is no number that can be called. */
export async function readPhone(typed: string): Promise<string | null> {
  // Loaded at the first number: most branches never ask for one.
  const { parsePhoneNumberFromString } = await import("libphonenumber-js/min")
  // Nothing is picked out of other words, so that what is kept is what was typed.
  const phone = parsePhoneNumberFromString(typed, { defaultCountry: homeCountry, extract: false })
  return phone?.isValid() && phone.ext === undefined ? phone.number : null
}

/** HMAC-SHA-256 in hex: what a number is found by. Numbers are few enough to try all; without the key nobody can. */
export function phoneDigest(key: Buffer, phone: string): string {
  return createHmac("sha256", key).update(`giliran phone\n${phone}`).digest("hex")
}
