import { AuditExportQuery, AuditHealth, AuditPage, AuditQuery, DailyRootList } from "@giliran/contract/audit"
import type { Instant } from "@giliran/contract/basics"
import { z } from "@hono/zod-openapi"
import type { Api } from "../http/api.ts"
import { apiHeaders } from "../http/reply.ts"
import { route } from "../http/route.ts"
import { exportLineOf, lineOf } from "./audit-lines.ts"
import type { AuditChain, AuditFilter, AuditFound, AuditPlace } from "./audit-found.ts"
import type { AuditTable } from "./audit-table.ts"
import { rootList } from "./root-list.ts"
import type { SigningKey } from "./signing-key.ts"

export interface AuditRoutesNeeds {
  readonly audit: AuditTable
  /** By which the days are signed; null where none is. */
  readonly signingKey: Pick<SigningKey, "keyId" | "publicKey"> | null
}

/** Who did what, from where and when: of a branch, and of the bank itself. */
export function auditRoutes(api: Api, { audit, signingKey }: AuditRoutesNeeds): void {
  const reading = { method: "get", who: "see-audit", tag: "audit" } as const
  const exporting = {
    ...reading,
    query: AuditExportQuery,
    answer: z.string(),
    mediaType: "application/x-ndjson",
    compressed: "streamed",
  } as const

  route(
    api,
    {
      ...reading,
      path: "/v1/branches/{branch}/audit",
      compressed: "whole",
      summary: "Who did what, newest first, a page at a time",
      query: AuditQuery,
      answer: AuditPage,
    },
    ({ room, query }) => pageOf(audit, room.branchId, query),
  )
  route(
    api,
    {
      ...reading,
      path: "/v1/bank/audit",
      compressed: "whole",
      summary: "Who did what in the bank itself, newest first",
      query: AuditQuery,
      answer: AuditPage,
    },
    ({ query }) => pageOf(audit, "*", query),
  )
  route(
    api,
    {
      ...exporting,
      path: "/v1/branches/{branch}/audit/export",
      summary: "All of it, oldest first, a line of JSON each, with the hashes of the chain",
    },
    ({ room, query }) => exportOf(audit, room.branchId, query),
  )
  route(
    api,
    {
      ...exporting,
      path: "/v1/bank/audit/export",
      summary: "All of the bank's own, oldest first, a line of JSON each, with the hashes of the chain",
    },
    ({ query }) => exportOf(audit, "*", query),
  )
  route(
    api,
    {
      ...reading,
      path: "/v1/branches/{branch}/roots",
      compressed: "whole",
      summary: "The signed ends of the branch's days, and the key that they are checked with",
      answer: DailyRootList,
    },
    async ({ room }) => rootList(await audit.roots(room.branchId), signingKey),
  )
  route(
    api,
    {
      ...reading,
      who: "see-health",
      path: "/v1/branches/{branch}/health/audit",
      summary: "Whether the record can be changed unseen",
      answer: AuditHealth,
    },
    async ({ room }): Promise<AuditHealth> => ({
      database: (await audit.isWalled()) ? "append-only" : "may-rewrite",
      signedBy: signingKey?.keyId ?? null,
      lastSignedDay: (await audit.lastRoot(room.branchId))?.day ?? null,
    }),
  )
}

async function pageOf(audit: AuditTable, chain: AuditChain, query: AuditQuery): Promise<AuditPage> {
  const { lines, next } = await audit.page(chain, filterOf(query), placeOf(query.before))
  return {
    lines: await inTurn(lines, (found) => lineOf(audit, chain, found)),
    next: next && `${next.event}.${next.entry}`,
  }
}

/** Written as it is read: a year of a branch takes no more memory than a page. */
function exportOf(audit: AuditTable, chain: AuditChain, query: AuditExportQuery): Response {
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

function filterOf({ from, until, actor, act }: AuditExportQuery): AuditFilter {
  return { from: from as Instant | undefined, until: until as Instant | undefined, actor, act }
}

function placeOf(before: string | undefined): AuditPlace | null {
  if (before === undefined) return null
  const [event = 0, entry = 0] = before.split(".").map(Number)
  return { event, entry }
}
