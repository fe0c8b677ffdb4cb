import { callerOf, type Told } from "./caller.ts"
import { giliran, giliranApart } from "./command-line.ts"
import { customerEnv } from "./customers.ts"
import { query } from "./postgres.ts"
import type { TestServer } from "./server.ts"

export const purpose = {
  id: "Kami mengirim satu pesan saat giliran Anda dekat. Tidak untuk hal lain.",
  en: "We send one message when your turn is near. For nothing else.",
}
export const consent = (phone: string) => ({ phone, purpose: purpose.id, language: "id" })

interface Owner {
  readonly ticketId: string
  readonly number: string
  readonly secret: string
  readonly path: string
  ask(method: string, body?: unknown, language?: string): Promise<Told>
}

export type ContactBranch = ReturnType<typeof contactBranch>

/** A branch that asks for phone numbers, on a running server. */
export function contactBranch(server: TestServer, branch: string) {
  const at = async (role: Parameters<TestServer["token"]>[0], where = branch) =>
    callerOf(server.url, await server.token(role, where), where)

  /** A customer with a ticket, and the secret of its link. */
  async function newOwner(where = branch): Promise<Owner> {
    const { ticket, link } = await (await at("kiosk", where)).take("a")
    const secret = link.split(".")[1] ?? ""
    return {
      ticketId: ticket.id,
      number: ticket.number,
      secret,
      path: `/tickets/${ticket.id}/contact`,
      ask: (method, body, language = "en") =>
        askContact(secret, ticket.id, where, { method, body, language }),
    }
  }

  async function askContact(
    token: string,
    ticketId: string,
    where: string,
    { method, body, language = "en" }: { method: string; body?: unknown; language?: string },
  ): Promise<Told> {
    const answer = await fetch(`${server.url}/v1/branches/${where}/tickets/${ticketId}/contact`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        "accept-language": language,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, text, body: JSON.parse(text) }
  }

  const kept = (ticketId: string) =>
    query<{ phone: string; phoneDigest: string; forgetAt: Date }>(
      server.databaseUrl,
      `SELECT phone, "phoneDigest", "forgetAt" FROM "TicketContact" WHERE "ticketId" = $1`,
      [ticketId],
    )

  const audit = (act: string, ticketId: string) =>
    query<{ actor: string; address: string; body: Record<string, unknown> }>(
      server.databaseUrl,
      `SELECT actor, address, body FROM "AuditEntry" WHERE act = $1 AND body->>'ticketId' = $2 ORDER BY seq`,
      [act, ticketId],
    )

  const privacy = (words: readonly string[], typed?: string) => {
    const env = { ...customerEnv, DATABASE_URL: server.databaseUrl }
    return typed === undefined
      ? giliran(["privacy", ...words], env)
      : giliranApart(["privacy", ...words], env, typed)
  }

  /** All that reports and the chain are made of. */
  const figures = async () => ({
    tickets: await query(server.databaseUrl, `SELECT * FROM "Ticket" ORDER BY id`),
    events: await query(server.databaseUrl, `SELECT * FROM "Event" ORDER BY "branchId", seq`),
  })

  const verified = () => giliran(["verify"], { DATABASE_URL: server.databaseUrl })

  return { at, newOwner, askContact, kept, audit, privacy, figures, verified }
}
