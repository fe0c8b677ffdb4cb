import { createApiClient } from "./api-client.ts"
import { usualLanguage } from "./spoken-languages.ts"

/** Of a screen that is no branch's yet. What is wrong is read by the screen, and by nobody else. */
export const askAsNobody = createApiClient({
  credentials: () => ({ kind: "session" }),
  language: () => usualLanguage,
  tries: "once",
})
