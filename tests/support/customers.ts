/** As a bank would set it: the same on every server. */
export const customerKey = Buffer.alloc(32, "customers of a test")
export const customerEnv = { GILIRAN_CUSTOMER_KEY: customerKey.toString("base64") }

/** Known in the demo branch, from its seed. */
export const memberNumber = "1234 5678"
export const otherMemberNumber = "1234 5689"
