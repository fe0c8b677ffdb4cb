import { sessionCookie } from "../access/callers.ts"
import type { Api } from "./api.ts"
import { languageOf } from "./caller-language.ts"
import { compressWhole } from "./compress-answers.ts"
import { apiHeaders } from "./reply.ts"

/** `/openapi.json`: what the routes say of themselves. */
export function describeApi({ app, limits }: Api): void {
  app.openAPIRegistry.registerComponent("securitySchemes", "bearer", { type: "http", scheme: "bearer" })
  const inCookie = { type: "apiKey", in: "cookie", name: sessionCookie } as const
  app.openAPIRegistry.registerComponent("securitySchemes", "session", inCookie)
  let document: string | undefined
  app.get("/openapi.json", async (c) => {
    const { incoming } = c.env
    await limits.forPage(incoming, languageOf(incoming.headers["accept-language"]))
    document ??= JSON.stringify(app.getOpenAPI31Document(about))
    const answer = new Response(document, {
      headers: { ...apiHeaders, "content-type": "application/json", "cache-control": "no-cache" },
    })
    return compressWhole(answer, incoming.headers["accept-encoding"])
  })
}

const about = {
  openapi: "3.1.0",
  info: {
    title: "Giliran",
    version: "1",
    description:
      "The queue of a bank branch. A call here has exactly the effect of a button on a screen. Every request that changes something honours Idempotency-Key; every no is a problem (RFC 9457) whose code is the refusal's name.",
    license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
  },
}
