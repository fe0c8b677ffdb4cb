import { AuditExportQuery, AuditHealth, AuditPage, AuditQuery, DailyRootList } from "@giliran/contract/audit"
import type { Instant } from "@giliran/contract/basics"
import { createRoute, z } from "@hono/zod-openapi"
import { rootList } from "./root-list.ts"
import type { AuditChain, AuditFilter, AuditFound, AuditPlace } from "./audit-book.ts"
import { type Api, admit, apiHeaders, Denied, sendJson } from "../http/api.ts"
import { admitToBank } from "../http/bank-visit.ts"
import { check } from "../http/check-body.ts"
import { exportLineOf, lineOf } from "./audit-lines.ts"
import type { SpokenLanguage } from "../http/caller-language.ts"
import { readAnswers } from "../http/openapi-words.ts"
import { read } from "../queue/read-routes.ts"

/** Who did what, from where and when: of a branch, and of the bank itself. */
export function auditRoutes(api: Api): void {
  read(
    api,
    "/audit",
    "see-audit",
    "Who did what, newest first, a page at a time",
    { answer: AuditPage, query: AuditQuery },
    ({ room, query }) => pageOf(api, room.branchId, query),
  )
  describe(api, "/v1/bank/audit", "Who did what in the bank itself, newest first", {
    schema: AuditQuery,
    content: { "application/json": { schema: AuditPage } },
  })
  api.app.get("/v1/bank/audit", async (c) => {
    const { language } = await admitToBank(api, c, "see-audit")
    return sendJson(await pageOf(api, "*", asked(AuditQuery, c.req.query(), language)))
  })

  read(
    api,
    "/roots",
    "see-audit",
    "The signed ends of the branch's days, and the key that they are checked with",
    { answer: DailyRootList },
    async ({ room }) => rootList(await api.ledger.audit.roots(room.branchId), api.signingKey),
  )
  read(
    api,
    "/health/audit",
    "see-health",
    "Whether the record can be changed unseen",
    { answer: AuditHealth },
    async ({ room }): Promise<AuditHealth> => ({
      database: (await api.ledger.audit.isWalled()) ? "append-only" : "may-rewrite",
      signedBy: api.signingKey?.keyId ?? null,
      lastSignedDay: (await api.ledger.audit.lastRoot(room.branchId))?.day ?? null,
    }),
  )

  const exported = {
    schema: AuditExportQuery,
    content: { "application/x-ndjson": { schema: z.string() } },
  }
  describe(
    api,
    "/v1/branches/{branch}/audit/export",
    "All of it, oldest first, a line of JSON each, with the hashes of the chain",
    exported,
  )
  api.app.get("/v1/branches/:branch/audit/export", async (c) => {
    const { room, language } = await admit(api, c, "see-audit")
    return exportOf(api, room.branchId, asked(AuditExportQuery, c.req.query(), language))
  })
  describe(
    api,
    "/v1/bank/audit/export",
    "All of the bank's own, oldest first, a line of JSON each, with the hashes of the chain",
    exported,
  )
  api.app.get("/v1/bank/audit/export", async (c) => {
    const { language } = await admitToBank(api, c, "see-audit")
    return exportOf(api, "*", asked(AuditExportQuery, c.req.query(), language))
  })
}

async function pageOf({ ledger: { audit } }: Api, chain: AuditChain, query: AuditQuery): Promise<AuditPage> {
  const { lines, next } = await audit.page(chain, filterOf(query), placeOf(query.before))
  return {
    lines: await inTurn(lines, (found) => lineOf(audit, chain, found)),
    next: next && `${next.event}.${next.entry}`,
  }
}

/** Written as it is read: a year of a branch takes no more memory than a page. */
function exportOf({ ledger: { audit } }: Api, chain: AuditChain, query: AuditExportQuery): Response {
  const encoder = new TextEncoder()
  async function* written(): AsyncGenerator<Uint8Array, void> {
    for await (const page of audit.all(chain, filterOf(query))) {
      const lines = await inTurn(page, (found) => exportLineOf(audit, chain, found))
      yield encoder.encode(lines.map((line) => `${JSON.stringify(line)}\n`).join(""))
    }
  }
  return new Response(streamOf(written()), {
    headers: {
      "content-type": "application/x-ndjson",
      "content-disposition": `attachment; filename="audit-${chain === "*" ? "bank" : chain}.ndjson"`,
      ...apiHeaders,
    },
  })
}

/** Nothing is read before the caller has taken what was sent. */
function streamOf(parts: AsyncGenerator<Uint8Array, void>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await parts.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      async cancel() {
        await parts.return()
      },
    },
    { highWaterMark: 0 },
  )
}

/** One after another: a page full of plans asks for each of those before, and others want the database as well. */
async function inTurn<Line>(
  page: readonly AuditFound[],
  lineFor: (found: AuditFound) => Promise<Line>,
): Promise<Line[]> {
  const lines: Line[] = []
  for (const found of page) lines.push(await lineFor(found))
  return lines
}

function asked<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
  language: SpokenLanguage,
): z.output<Schema> {
  const checked = check(schema, given, language, "query")
  if ("problem" in checked) throw new Denied("bad-request", language, checked.problem)
  return checked.body
}

function filterOf({ from, until, actor, act }: AuditExportQuery): AuditFilter {
  return { from: from as Instant | undefined, until: until as Instant | undefined, actor, act }
}

function placeOf(before: string | undefined): AuditPlace | null {
  if (before === undefined) return null
  const [event = 0, entry = 0] = before.split(".").map(Number)
  return { event, entry }
}

function describe(
  { app }: Api,
  path: string,
  summary: string,
  {
    schema,
    content,
  }: {
    readonly schema: z.ZodObject
    readonly content: Readonly<Record<string, { readonly schema: z.ZodType }>>
  },
): void {
  app.openAPIRegistry.registerPath(
    createRoute({
      method: "get",
      path,
      summary,
      tags: ["audit"],
      security: [{ bearer: [] }],
      request: {
        ...(path.includes("{branch}") ? { params: z.object({ branch: z.string() }) } : {}),
        query: schema,
      },
      responses: { 200: { description: "As it stands", content: { ...content } }, ...readAnswers },
    }),
  )
}
