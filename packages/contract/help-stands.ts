/** For this long somebody may be on the way, and counters are told; then the customer has gone, or asks again. */
export const helpStandsMs = 3 * 60_000
