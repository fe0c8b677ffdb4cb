import { PersonBody, PersonErased, PersonExport, RetentionReport } from "@giliran/contract/privacy"
import { createRoute, z } from "@hono/zod-openapi"
import { erasePerson, exportPerson, type Person, personOf } from "./person.ts"
import { retentionReport } from "./retention-report.ts"
import { type Api, admit, Denied, sendJson, type Visit } from "../http/api.ts"
import { byOf } from "../audit/audited-by.ts"
import { checkBody } from "../http/check-body.ts"
import { problemAnswers } from "../http/openapi-words.ts"
import { readBody } from "../http/read-body.ts"
import { read } from "../queue/read-routes.ts"

/** How a branch answers a customer who asks for the own data, and proves to an auditor that the rest is gone. */
export function privacyRoutes(api: Api): void {
  read(
    api,
    "/reports/retention",
    "see-reports",
    "What personal data is held, how long it may be, and what was purged when",
    { answer: RetentionReport },
    ({ room }) =>
      retentionReport({
        ledger: api.ledger,
        limits: api.privacy.limits,
        branchId: room.branchId,
        now: room.now(),
      }),
  )

  about(
    api,
    "export",
    "Everything that is held about a person, by phone number or ticket",
    PersonExport,
    async (needs, person, visit) => {
      const found = await exportPerson(needs, person, byOf(visit))
      if (!found) throw new Denied("nothing-held", visit.language)
      return found
    },
  )
  about(
    api,
    "erase",
    "Erase what is personal, by phone number or ticket. Again is as good as once",
    PersonErased,
    (needs, person, visit) => erasePerson(needs, person, byOf(visit)),
  )
}

type Needs = Parameters<typeof personOf>[0]

function about(
  api: Api,
  verb: "export" | "erase",
  summary: string,
  answer: z.ZodType,
  work: (needs: Needs, person: Person, visit: Visit) => Promise<object>,
): void {
  const path = `/v1/branches/{branch}/privacy/${verb}`
  api.app.openAPIRegistry.registerPath(
    createRoute({
      method: "post",
      path,
      summary,
      tags: ["privacy"],
      security: [{ bearer: [] }],
      request: {
        params: z.object({ branch: z.string() }),
        body: { content: { "application/json": { schema: PersonBody } } },
      },
      responses: {
        200: { description: "Done, and in the audit", content: { "application/json": { schema: answer } } },
        ...problemAnswers,
      },
    }),
  )
  api.app.post(path.replace("{branch}", ":branch"), async (c) => {
    const visit = await admit(api, c, "manage-privacy")
    const { room, language, incoming } = visit
    const given = await readBody(incoming)
    if ("refused" in given) throw new Denied("body-too-large", language, { field: "body" })
    const checked = checkBody(PersonBody, given.text, language)
    if ("problem" in checked) throw new Denied("bad-request", language, checked.problem)
    const { ledger, privacy } = api
    const needs = { ledger, key: privacy.key, branchId: room.branchId, dayNow: async () => room.day }
    const person = await personOf(needs, checked.body)
    if (person === "phone-unreadable") throw new Denied(person, language, { field: "phone" })
    if (person === "nothing-held") throw new Denied(person, language)
    return sendJson(await work(needs, person, visit))
  })
}
