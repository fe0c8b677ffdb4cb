/** As a bank would set it: the same on every server. */
const secretKey = Buffer.alloc(32, "secrets of a test")
export const secretEnv = { GILIRAN_SECRET_KEY: secretKey.toString("base64") }
