/** A test takes in a minute what a branch takes in a day: it waits for no budget that it is not about. */
export const wideLimits = {
  TICKETS_PER_MINUTE: "1000000",
  TICKETS_PER_HOUR: "1000000",
  STRANGERS_PER_MINUTE: "1000000",
  PAGES_PER_MINUTE: "1000000",
  SCREENS_PER_CALLER: "10000",
} as const
