import { type TestHouse, joinHouse } from "./house.ts"
import type { RoleGrant } from "@giliran/contract/access"
import type { Instant, TellerId } from "@giliran/contract/basics"
import type { Plan } from "@giliran/contract/plan"
import { sessionCookie } from "../../server/access/callers.ts"
import { digestOf, newToken } from "../../server/access/tokens.ts"
import { startTestServer, type TestServer } from "./server.ts"

/** The real server, and people who are signed in to it without having typed a password first. */
export interface StaffedServer extends Pick<TestServer, "url" | "databaseUrl"> {
  /** Beside the server. */
  readonly house: TestHouse
  /** What this person's browser sends along. */
  signIn(person: Person): Promise<Readonly<Record<string, string>>>
  stop(): Promise<void>
}

export interface Person {
  readonly staffId: string
  readonly grants: readonly RoleGrant[]
  /** When the person last showed who it is; left out, just now. */
  readonly provedAt?: number
  /** Whether an authenticator is set up. */
  readonly hasTotp?: boolean
}

export async function staffedServer(plans: readonly Plan[] = []): Promise<StaffedServer> {
  const server = await startTestServer({ plans })
  const house = joinHouse(server.databaseUrl)
  return {
    url: server.url,
    databaseUrl: server.databaseUrl,
    house,
    async signIn({ staffId: typed, grants, provedAt = Date.now(), hasTotp = true }) {
      const token = newToken("session")
      const staffId = typed as TellerId
      const now = Date.now() as Instant
      await house.database.transaction(async (tx) => {
        const change = await house.staff.change(tx)
        await change.save({
          staffId,
          name: typed,
          grants,
          passwordHash: null,
          secretUntil: null,
          oidcSubject: null,
          totpSecret: hasTotp ? "sealed elsewhere" : null,
          totpOffer: null,
          totpLastStep: null,
          recoveryCodes: [],
          failedCount: 0,
          lockedUntil: null,
          createdAt: now,
          disabledAt: null,
        })
        await change.startSession({
          digest: digestOf(token),
          staffId,
          method: "password",
          startedAt: now,
          seenAt: now,
          provedAt: provedAt as Instant,
          address: "127.0.0.1",
          endedAt: null,
        })
      })
      return { cookie: `${sessionCookie}=${token}`, origin: server.url }
    },
    async stop() {
      await house.close()
      await server.stop()
    },
  }
}
